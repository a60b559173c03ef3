// Generated from schemas/ by `npm run generate`. Do not edit.
import func2Module from 'ajv/dist/runtime/ucs2length.js';

export const amendment = validate52;
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"amendment.v1.schema.json","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/amendment/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"subject":{"$ref":"#/$defs/part0"},"changes":{"type":"array","minItems":1,"maxItems":20000,"items":{"$ref":"#/$defs/part8"}},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"through":{"$ref":"#/$defs/part9"}},"required":["schema","event_id","subject","changes","at","actor","previous","through"],"$defs":{"part0":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"experiment_id":{"type":"string","pattern":"^[0-9]{1,18}$"},"model_id":{"type":"string","pattern":"^m-[0-9a-f]{32}$"}}},"part1":{"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":8000}}},"part2":{"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":100000}}},"part3":{"type":"object","additionalProperties":false,"required":["key","value","timestamp","step"],"properties":{"key":{"type":"string","maxLength":250},"value":{"anyOf":[{"type":"number"},{"const":"NaN"}]},"timestamp":{"anyOf":[{"type":"integer","minimum":0,"maximum":9007199254740991},{"type":"string","pattern":"^-?\\d{16,19}$"}]},"step":{"type":["integer","string"],"pattern":"^-?\\d{16,19}$"},"model_id":{"type":"string","maxLength":256},"dataset_name":{"type":"string","maxLength":500},"dataset_digest":{"type":"string","maxLength":250}}},"part4":{"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":500}}},"part5":{"type":"object","additionalProperties":false,"required":["name","digest","source_type","source"],"properties":{"name":{"type":"string","maxLength":500},"digest":{"type":"string","maxLength":36},"source_type":{"type":"string","maxLength":500},"source":{"type":"string","maxLength":65535},"schema":{"type":"string","maxLength":1048575},"profile":{"type":"string","maxLength":1048575}}},"part6":{"type":"object","additionalProperties":false,"required":["tags","dataset"],"properties":{"tags":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part4"}},"dataset":{"$ref":"#/$defs/part5"}}},"part7":{"type":"object","additionalProperties":false,"required":["model_id","step"],"properties":{"model_id":{"type":"string","maxLength":256},"step":{"type":"integer"}}},"part8":{"type":"object","additionalProperties":false,"required":["type","at"],"properties":{"type":{"type":"string","enum":["experiment-created","experiment-renamed","experiment-deleted","experiment-restored","experiment-tag-set","experiment-tag-deleted","run-updated","run-deleted","run-restored","run-logged","run-tag-deleted","run-inputs-logged","run-datasets-set","run-outputs-logged","logged-model-created","logged-model-finalized","logged-model-params-logged","logged-model-tags-set","logged-model-tag-deleted","logged-model-deleted"]},"at":{"type":"integer","minimum":0,"maximum":9007199254740991},"experiment_id":{"type":"string","pattern":"^[0-9]{1,18}$"},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model_id":{"type":"string","pattern":"^m-[0-9a-f]{32}$"},"name":{"type":"string","maxLength":500},"artifact_location":{"type":"string","maxLength":2048},"artifact_uri":{"type":"string","maxLength":4096},"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":20000},"status":{"type":"string","enum":["RUNNING","SCHEDULED","FINISHED","FAILED","KILLED","LOGGED_MODEL_PENDING","LOGGED_MODEL_READY","LOGGED_MODEL_UPLOAD_FAILED"]},"start_time":{"anyOf":[{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},{"type":"string","pattern":"^-?\\d{16,19}$"}]},"end_time":{"anyOf":[{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},{"type":"string","pattern":"^-?\\d{16,19}$"}]},"model_type":{"type":"string","maxLength":500},"source_run_id":{"type":"string","maxLength":256},"params":{"type":"array","maxItems":5000,"items":{"$ref":"#/$defs/part1"}},"tags":{"type":"array","maxItems":2000,"items":{"$ref":"#/$defs/part2"}},"metrics":{"type":"array","maxItems":20000,"items":{"$ref":"#/$defs/part3"}},"datasets":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part6"}},"model_ids":{"type":"array","maxItems":1000,"items":{"type":"string","maxLength":256}},"models":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part7"}}}},"part9":{"type":"object","additionalProperties":false,"required":["server","number"],"properties":{"server":{"type":"string","pattern":"^[0-9a-f]{32}$"},"number":{"type":"integer","minimum":0,"maximum":9007199254740991}}}}};
const pattern3 = new RegExp("^[0-9a-f]{32}$", "u");
const pattern14 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$", "u");
const pattern15 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
const schema20 = {"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"experiment_id":{"type":"string","pattern":"^[0-9]{1,18}$"},"model_id":{"type":"string","pattern":"^m-[0-9a-f]{32}$"}}};
const pattern5 = new RegExp("^[0-9]{1,18}$", "u");
const pattern6 = new RegExp("^m-[0-9a-f]{32}$", "u");

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 1}, "must NOT have more than 1 properties");
errors++;
}
if(Object.keys(data).length < 1){
vErrors = withError(vErrors, instancePath, "minProperties", {limit: 1}, "must NOT have fewer than 1 properties");
errors++;
}
for(const key0 in data){
if(!(((key0 === "run_id") || (key0 === "experiment_id")) || (key0 === "model_id"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.run_id !== undefined){
let data0 = data.run_id;
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
vErrors = withError(vErrors, instancePath+"/run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.experiment_id !== undefined){
let data1 = data.experiment_id;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
vErrors = withError(vErrors, instancePath+"/experiment_id", "pattern", {pattern: "^[0-9]{1,18}$"}, "must match pattern \""+"^[0-9]{1,18}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/experiment_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model_id !== undefined){
let data2 = data.model_id;
if(typeof data2 === "string"){
if(!pattern6.test(data2)){
vErrors = withError(vErrors, instancePath+"/model_id", "pattern", {pattern: "^m-[0-9a-f]{32}$"}, "must match pattern \""+"^m-[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_id", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema21 = {"type":"object","additionalProperties":false,"required":["type","at"],"properties":{"type":{"type":"string","enum":["experiment-created","experiment-renamed","experiment-deleted","experiment-restored","experiment-tag-set","experiment-tag-deleted","run-updated","run-deleted","run-restored","run-logged","run-tag-deleted","run-inputs-logged","run-datasets-set","run-outputs-logged","logged-model-created","logged-model-finalized","logged-model-params-logged","logged-model-tags-set","logged-model-tag-deleted","logged-model-deleted"]},"at":{"type":"integer","minimum":0,"maximum":9007199254740991},"experiment_id":{"type":"string","pattern":"^[0-9]{1,18}$"},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model_id":{"type":"string","pattern":"^m-[0-9a-f]{32}$"},"name":{"type":"string","maxLength":500},"artifact_location":{"type":"string","maxLength":2048},"artifact_uri":{"type":"string","maxLength":4096},"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":20000},"status":{"type":"string","enum":["RUNNING","SCHEDULED","FINISHED","FAILED","KILLED","LOGGED_MODEL_PENDING","LOGGED_MODEL_READY","LOGGED_MODEL_UPLOAD_FAILED"]},"start_time":{"anyOf":[{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},{"type":"string","pattern":"^-?\\d{16,19}$"}]},"end_time":{"anyOf":[{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},{"type":"string","pattern":"^-?\\d{16,19}$"}]},"model_type":{"type":"string","maxLength":500},"source_run_id":{"type":"string","maxLength":256},"params":{"type":"array","maxItems":5000,"items":{"$ref":"#/$defs/part1"}},"tags":{"type":"array","maxItems":2000,"items":{"$ref":"#/$defs/part2"}},"metrics":{"type":"array","maxItems":20000,"items":{"$ref":"#/$defs/part3"}},"datasets":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part6"}},"model_ids":{"type":"array","maxItems":1000,"items":{"type":"string","maxLength":256}},"models":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part7"}}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = func2Module.default;
const pattern10 = new RegExp("^-?\\d{16,19}$", "u");
const schema22 = {"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":8000}}};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "key") || (key0 === "value"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(typeof data0 === "string"){
if(data0.length > 255 && func2(data0) > 255){
vErrors = withError(vErrors, instancePath+"/key", "maxLength", {limit: 255}, "must NOT have more than 255 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/key", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.value !== undefined){
let data1 = data.value;
if(typeof data1 === "string"){
if(data1.length > 8000 && func2(data1) > 8000){
vErrors = withError(vErrors, instancePath+"/value", "maxLength", {limit: 8000}, "must NOT have more than 8000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema23 = {"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":100000}}};

function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate58.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "key") || (key0 === "value"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(typeof data0 === "string"){
if(data0.length > 255 && func2(data0) > 255){
vErrors = withError(vErrors, instancePath+"/key", "maxLength", {limit: 255}, "must NOT have more than 255 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/key", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.value !== undefined){
let data1 = data.value;
if(typeof data1 === "string"){
if(data1.length > 100000 && func2(data1) > 100000){
vErrors = withError(vErrors, instancePath+"/value", "maxLength", {limit: 100000}, "must NOT have more than 100000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate58.errors = vErrors;
return errors === 0;
}
validate58.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema24 = {"type":"object","additionalProperties":false,"required":["key","value","timestamp","step"],"properties":{"key":{"type":"string","maxLength":250},"value":{"anyOf":[{"type":"number"},{"const":"NaN"}]},"timestamp":{"anyOf":[{"type":"integer","minimum":0,"maximum":9007199254740991},{"type":"string","pattern":"^-?\\d{16,19}$"}]},"step":{"type":["integer","string"],"pattern":"^-?\\d{16,19}$"},"model_id":{"type":"string","maxLength":256},"dataset_name":{"type":"string","maxLength":500},"dataset_digest":{"type":"string","maxLength":250}}};

function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate60.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
if(data.timestamp === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "timestamp"}, "must have required property '"+"timestamp"+"'");
errors++;
}
if(data.step === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "step"}, "must have required property '"+"step"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "key") || (key0 === "value")) || (key0 === "timestamp")) || (key0 === "step")) || (key0 === "model_id")) || (key0 === "dataset_name")) || (key0 === "dataset_digest"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(typeof data0 === "string"){
if(data0.length > 250 && func2(data0) > 250){
vErrors = withError(vErrors, instancePath+"/key", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/key", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.value !== undefined){
let data1 = data.value;
const _errs5 = errors;
let valid1 = false;
const _errs6 = errors;
if(!((typeof data1 == "number") && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "number"}, "must be number");
errors++;
}
var _valid0 = _errs6 === errors;
valid1 = valid1 || _valid0;
const _errs8 = errors;
if("NaN" !== data1){
vErrors = withError(vErrors, instancePath+"/value", "const", {allowedValue: "NaN"}, "must be equal to constant");
errors++;
}
var _valid0 = _errs8 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
vErrors = withError(vErrors, instancePath+"/value", "anyOf", {}, "must match a schema in anyOf");
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
}
}
if(data.timestamp !== undefined){
let data2 = data.timestamp;
const _errs10 = errors;
let valid2 = false;
const _errs11 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
vErrors = withError(vErrors, instancePath+"/timestamp", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 9007199254740991 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/timestamp", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data2 < 0 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/timestamp", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
var _valid1 = _errs11 === errors;
valid2 = valid2 || _valid1;
const _errs13 = errors;
if(typeof data2 === "string"){
if(!pattern10.test(data2)){
vErrors = withError(vErrors, instancePath+"/timestamp", "pattern", {pattern: "^-?\\d{16,19}$"}, "must match pattern \""+"^-?\\d{16,19}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/timestamp", "type", {type: "string"}, "must be string");
errors++;
}
var _valid1 = _errs13 === errors;
valid2 = valid2 || _valid1;
if(!valid2){
vErrors = withError(vErrors, instancePath+"/timestamp", "anyOf", {}, "must match a schema in anyOf");
errors++;
}
else {
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
}
}
if(data.step !== undefined){
let data3 = data.step;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (typeof data3 !== "string")){
vErrors = withError(vErrors, instancePath+"/step", "type", {type: schema24.properties.step.type}, "must be integer,string");
errors++;
}
if(typeof data3 === "string"){
if(!pattern10.test(data3)){
vErrors = withError(vErrors, instancePath+"/step", "pattern", {pattern: "^-?\\d{16,19}$"}, "must match pattern \""+"^-?\\d{16,19}$"+"\"");
errors++;
}
}
}
if(data.model_id !== undefined){
let data4 = data.model_id;
if(typeof data4 === "string"){
if(data4.length > 256 && func2(data4) > 256){
vErrors = withError(vErrors, instancePath+"/model_id", "maxLength", {limit: 256}, "must NOT have more than 256 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.dataset_name !== undefined){
let data5 = data.dataset_name;
if(typeof data5 === "string"){
if(data5.length > 500 && func2(data5) > 500){
vErrors = withError(vErrors, instancePath+"/dataset_name", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/dataset_name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.dataset_digest !== undefined){
let data6 = data.dataset_digest;
if(typeof data6 === "string"){
if(data6.length > 250 && func2(data6) > 250){
vErrors = withError(vErrors, instancePath+"/dataset_digest", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/dataset_digest", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate60.errors = vErrors;
return errors === 0;
}
validate60.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema25 = {"type":"object","additionalProperties":false,"required":["tags","dataset"],"properties":{"tags":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part4"}},"dataset":{"$ref":"#/$defs/part5"}}};
const schema26 = {"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":500}}};

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate63.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "key") || (key0 === "value"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(typeof data0 === "string"){
if(data0.length > 255 && func2(data0) > 255){
vErrors = withError(vErrors, instancePath+"/key", "maxLength", {limit: 255}, "must NOT have more than 255 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/key", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.value !== undefined){
let data1 = data.value;
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/value", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}
validate63.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema27 = {"type":"object","additionalProperties":false,"required":["name","digest","source_type","source"],"properties":{"name":{"type":"string","maxLength":500},"digest":{"type":"string","maxLength":36},"source_type":{"type":"string","maxLength":500},"source":{"type":"string","maxLength":65535},"schema":{"type":"string","maxLength":1048575},"profile":{"type":"string","maxLength":1048575}}};

function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate65.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.source_type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "source_type"}, "must have required property '"+"source_type"+"'");
errors++;
}
if(data.source === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "source"}, "must have required property '"+"source"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "name") || (key0 === "digest")) || (key0 === "source_type")) || (key0 === "source")) || (key0 === "schema")) || (key0 === "profile"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 500 && func2(data0) > 500){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.digest !== undefined){
let data1 = data.digest;
if(typeof data1 === "string"){
if(data1.length > 36 && func2(data1) > 36){
vErrors = withError(vErrors, instancePath+"/digest", "maxLength", {limit: 36}, "must NOT have more than 36 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.source_type !== undefined){
let data2 = data.source_type;
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/source_type", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/source_type", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.source !== undefined){
let data3 = data.source;
if(typeof data3 === "string"){
if(data3.length > 65535 && func2(data3) > 65535){
vErrors = withError(vErrors, instancePath+"/source", "maxLength", {limit: 65535}, "must NOT have more than 65535 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/source", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.schema !== undefined){
let data4 = data.schema;
if(typeof data4 === "string"){
if(data4.length > 1048575 && func2(data4) > 1048575){
vErrors = withError(vErrors, instancePath+"/schema", "maxLength", {limit: 1048575}, "must NOT have more than 1048575 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/schema", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.profile !== undefined){
let data5 = data.profile;
if(typeof data5 === "string"){
if(data5.length > 1048575 && func2(data5) > 1048575){
vErrors = withError(vErrors, instancePath+"/profile", "maxLength", {limit: 1048575}, "must NOT have more than 1048575 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/profile", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate65.errors = vErrors;
return errors === 0;
}
validate65.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate62(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate62.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.tags === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "tags"}, "must have required property '"+"tags"+"'");
errors++;
}
if(data.dataset === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "dataset"}, "must have required property '"+"dataset"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "tags") || (key0 === "dataset"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.tags !== undefined){
let data0 = data.tags;
if(Array.isArray(data0)){
if(data0.length > 1000){
vErrors = withError(vErrors, instancePath+"/tags", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate63(data0[i0], {instancePath:instancePath+"/tags/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate63.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/tags", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.dataset !== undefined){
if(!(validate65(data.dataset, {instancePath:instancePath+"/dataset",parentData:data,parentDataProperty:"dataset",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate65.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate62.errors = vErrors;
return errors === 0;
}
validate62.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema28 = {"type":"object","additionalProperties":false,"required":["model_id","step"],"properties":{"model_id":{"type":"string","maxLength":256},"step":{"type":"integer"}}};

function validate68(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate68.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.model_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model_id"}, "must have required property '"+"model_id"+"'");
errors++;
}
if(data.step === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "step"}, "must have required property '"+"step"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "model_id") || (key0 === "step"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.model_id !== undefined){
let data0 = data.model_id;
if(typeof data0 === "string"){
if(data0.length > 256 && func2(data0) > 256){
vErrors = withError(vErrors, instancePath+"/model_id", "maxLength", {limit: 256}, "must NOT have more than 256 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.step !== undefined){
let data1 = data.step;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/step", "type", {type: "integer"}, "must be integer");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate68.errors = vErrors;
return errors === 0;
}
validate68.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema21.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/type", "type", {type: "string"}, "must be string");
errors++;
}
if(!((((((((((((((((((((data0 === "experiment-created") || (data0 === "experiment-renamed")) || (data0 === "experiment-deleted")) || (data0 === "experiment-restored")) || (data0 === "experiment-tag-set")) || (data0 === "experiment-tag-deleted")) || (data0 === "run-updated")) || (data0 === "run-deleted")) || (data0 === "run-restored")) || (data0 === "run-logged")) || (data0 === "run-tag-deleted")) || (data0 === "run-inputs-logged")) || (data0 === "run-datasets-set")) || (data0 === "run-outputs-logged")) || (data0 === "logged-model-created")) || (data0 === "logged-model-finalized")) || (data0 === "logged-model-params-logged")) || (data0 === "logged-model-tags-set")) || (data0 === "logged-model-tag-deleted")) || (data0 === "logged-model-deleted"))){
vErrors = withError(vErrors, instancePath+"/type", "enum", {allowedValues: schema21.properties.type.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.at !== undefined){
let data1 = data.at;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/at", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/at", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.experiment_id !== undefined){
let data2 = data.experiment_id;
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
vErrors = withError(vErrors, instancePath+"/experiment_id", "pattern", {pattern: "^[0-9]{1,18}$"}, "must match pattern \""+"^[0-9]{1,18}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/experiment_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.run_id !== undefined){
let data3 = data.run_id;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
vErrors = withError(vErrors, instancePath+"/run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model_id !== undefined){
let data4 = data.model_id;
if(typeof data4 === "string"){
if(!pattern6.test(data4)){
vErrors = withError(vErrors, instancePath+"/model_id", "pattern", {pattern: "^m-[0-9a-f]{32}$"}, "must match pattern \""+"^m-[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.name !== undefined){
let data5 = data.name;
if(typeof data5 === "string"){
if(data5.length > 500 && func2(data5) > 500){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.artifact_location !== undefined){
let data6 = data.artifact_location;
if(typeof data6 === "string"){
if(data6.length > 2048 && func2(data6) > 2048){
vErrors = withError(vErrors, instancePath+"/artifact_location", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/artifact_location", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.artifact_uri !== undefined){
let data7 = data.artifact_uri;
if(typeof data7 === "string"){
if(data7.length > 4096 && func2(data7) > 4096){
vErrors = withError(vErrors, instancePath+"/artifact_uri", "maxLength", {limit: 4096}, "must NOT have more than 4096 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/artifact_uri", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.key !== undefined){
let data8 = data.key;
if(typeof data8 === "string"){
if(data8.length > 255 && func2(data8) > 255){
vErrors = withError(vErrors, instancePath+"/key", "maxLength", {limit: 255}, "must NOT have more than 255 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/key", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.value !== undefined){
let data9 = data.value;
if(typeof data9 === "string"){
if(data9.length > 20000 && func2(data9) > 20000){
vErrors = withError(vErrors, instancePath+"/value", "maxLength", {limit: 20000}, "must NOT have more than 20000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.status !== undefined){
let data10 = data.status;
if(typeof data10 !== "string"){
vErrors = withError(vErrors, instancePath+"/status", "type", {type: "string"}, "must be string");
errors++;
}
if(!((((((((data10 === "RUNNING") || (data10 === "SCHEDULED")) || (data10 === "FINISHED")) || (data10 === "FAILED")) || (data10 === "KILLED")) || (data10 === "LOGGED_MODEL_PENDING")) || (data10 === "LOGGED_MODEL_READY")) || (data10 === "LOGGED_MODEL_UPLOAD_FAILED"))){
vErrors = withError(vErrors, instancePath+"/status", "enum", {allowedValues: schema21.properties.status.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.start_time !== undefined){
let data11 = data.start_time;
const _errs25 = errors;
let valid1 = false;
const _errs26 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
vErrors = withError(vErrors, instancePath+"/start_time", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 9007199254740991 || isNaN(data11)){
vErrors = withError(vErrors, instancePath+"/start_time", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data11 < -9007199254740991 || isNaN(data11)){
vErrors = withError(vErrors, instancePath+"/start_time", "minimum", {comparison: ">=", limit: -9007199254740991}, "must be >= -9007199254740991");
errors++;
}
}
var _valid0 = _errs26 === errors;
valid1 = valid1 || _valid0;
const _errs28 = errors;
if(typeof data11 === "string"){
if(!pattern10.test(data11)){
vErrors = withError(vErrors, instancePath+"/start_time", "pattern", {pattern: "^-?\\d{16,19}$"}, "must match pattern \""+"^-?\\d{16,19}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/start_time", "type", {type: "string"}, "must be string");
errors++;
}
var _valid0 = _errs28 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
vErrors = withError(vErrors, instancePath+"/start_time", "anyOf", {}, "must match a schema in anyOf");
errors++;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
}
if(data.end_time !== undefined){
let data12 = data.end_time;
const _errs31 = errors;
let valid2 = false;
const _errs32 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
vErrors = withError(vErrors, instancePath+"/end_time", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 9007199254740991 || isNaN(data12)){
vErrors = withError(vErrors, instancePath+"/end_time", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data12 < -9007199254740991 || isNaN(data12)){
vErrors = withError(vErrors, instancePath+"/end_time", "minimum", {comparison: ">=", limit: -9007199254740991}, "must be >= -9007199254740991");
errors++;
}
}
var _valid1 = _errs32 === errors;
valid2 = valid2 || _valid1;
const _errs34 = errors;
if(typeof data12 === "string"){
if(!pattern10.test(data12)){
vErrors = withError(vErrors, instancePath+"/end_time", "pattern", {pattern: "^-?\\d{16,19}$"}, "must match pattern \""+"^-?\\d{16,19}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/end_time", "type", {type: "string"}, "must be string");
errors++;
}
var _valid1 = _errs34 === errors;
valid2 = valid2 || _valid1;
if(!valid2){
vErrors = withError(vErrors, instancePath+"/end_time", "anyOf", {}, "must match a schema in anyOf");
errors++;
}
else {
errors = _errs31;
if(vErrors !== null){
if(_errs31){
vErrors.length = _errs31;
}
else {
vErrors = null;
}
}
}
}
if(data.model_type !== undefined){
let data13 = data.model_type;
if(typeof data13 === "string"){
if(data13.length > 500 && func2(data13) > 500){
vErrors = withError(vErrors, instancePath+"/model_type", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_type", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.source_run_id !== undefined){
let data14 = data.source_run_id;
if(typeof data14 === "string"){
if(data14.length > 256 && func2(data14) > 256){
vErrors = withError(vErrors, instancePath+"/source_run_id", "maxLength", {limit: 256}, "must NOT have more than 256 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/source_run_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.params !== undefined){
let data15 = data.params;
if(Array.isArray(data15)){
if(data15.length > 5000){
vErrors = withError(vErrors, instancePath+"/params", "maxItems", {limit: 5000}, "must NOT have more than 5000 items");
errors++;
}
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
if(!(validate56(data15[i0], {instancePath:instancePath+"/params/" + i0,parentData:data15,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate56.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/params", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.tags !== undefined){
let data17 = data.tags;
if(Array.isArray(data17)){
if(data17.length > 2000){
vErrors = withError(vErrors, instancePath+"/tags", "maxItems", {limit: 2000}, "must NOT have more than 2000 items");
errors++;
}
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
if(!(validate58(data17[i1], {instancePath:instancePath+"/tags/" + i1,parentData:data17,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate58.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/tags", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.metrics !== undefined){
let data19 = data.metrics;
if(Array.isArray(data19)){
if(data19.length > 20000){
vErrors = withError(vErrors, instancePath+"/metrics", "maxItems", {limit: 20000}, "must NOT have more than 20000 items");
errors++;
}
const len2 = data19.length;
for(let i2=0; i2<len2; i2++){
if(!(validate60(data19[i2], {instancePath:instancePath+"/metrics/" + i2,parentData:data19,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate60.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/metrics", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.datasets !== undefined){
let data21 = data.datasets;
if(Array.isArray(data21)){
if(data21.length > 1000){
vErrors = withError(vErrors, instancePath+"/datasets", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len3 = data21.length;
for(let i3=0; i3<len3; i3++){
if(!(validate62(data21[i3], {instancePath:instancePath+"/datasets/" + i3,parentData:data21,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate62.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/datasets", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.model_ids !== undefined){
let data23 = data.model_ids;
if(Array.isArray(data23)){
if(data23.length > 1000){
vErrors = withError(vErrors, instancePath+"/model_ids", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len4 = data23.length;
for(let i4=0; i4<len4; i4++){
let data24 = data23[i4];
if(typeof data24 === "string"){
if(data24.length > 256 && func2(data24) > 256){
vErrors = withError(vErrors, instancePath+"/model_ids/" + i4, "maxLength", {limit: 256}, "must NOT have more than 256 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_ids/" + i4, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_ids", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.models !== undefined){
let data25 = data.models;
if(Array.isArray(data25)){
if(data25.length > 1000){
vErrors = withError(vErrors, instancePath+"/models", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len5 = data25.length;
for(let i5=0; i5<len5; i5++){
if(!(validate68(data25[i5], {instancePath:instancePath+"/models/" + i5,parentData:data25,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate68.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/models", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema29 = {"type":"object","additionalProperties":false,"required":["server","number"],"properties":{"server":{"type":"string","pattern":"^[0-9a-f]{32}$"},"number":{"type":"integer","minimum":0,"maximum":9007199254740991}}};

function validate71(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate71.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.server === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "server"}, "must have required property '"+"server"+"'");
errors++;
}
if(data.number === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "number"}, "must have required property '"+"number"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "server") || (key0 === "number"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.server !== undefined){
let data0 = data.server;
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
vErrors = withError(vErrors, instancePath+"/server", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/server", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.number !== undefined){
let data1 = data.number;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/number", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/number", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/number", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate71.errors = vErrors;
return errors === 0;
}
validate71.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="amendment.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.subject === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "subject"}, "must have required property '"+"subject"+"'");
errors++;
}
if(data.changes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "changes"}, "must have required property '"+"changes"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.through === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "through"}, "must have required property '"+"through"+"'");
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "schema") || (key0 === "event_id")) || (key0 === "subject")) || (key0 === "changes")) || (key0 === "at")) || (key0 === "actor")) || (key0 === "previous")) || (key0 === "through"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/amendment/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/amendment/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.subject !== undefined){
if(!(validate53(data.subject, {instancePath:instancePath+"/subject",parentData:data,parentDataProperty:"subject",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate53.errors);
errors = vErrors.length;
}
}
if(data.changes !== undefined){
let data3 = data.changes;
if(Array.isArray(data3)){
if(data3.length > 20000){
vErrors = withError(vErrors, instancePath+"/changes", "maxItems", {limit: 20000}, "must NOT have more than 20000 items");
errors++;
}
if(data3.length < 1){
vErrors = withError(vErrors, instancePath+"/changes", "minItems", {limit: 1}, "must NOT have fewer than 1 items");
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate55(data3[i0], {instancePath:instancePath+"/changes/" + i0,parentData:data3,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate55.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/changes", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.at !== undefined){
let data5 = data.at;
if(typeof data5 === "string"){
if(!pattern14.test(data5)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data6 = data.actor;
if((typeof data6 !== "string") && (data6 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema19.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data6 === "string"){
if(data6.length > 500 && func2(data6) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.previous !== undefined){
let data7 = data.previous;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema19.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(!pattern15.test(data7)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.through !== undefined){
if(!(validate71(data.through, {instancePath:instancePath+"/through",parentData:data,parentDataProperty:"through",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate71.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const endpointEvent = validate73;
const schema30 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"endpoint-event.v1.schema.json","type":"object","required":["type"],"oneOf":[{"$ref":"#/$defs/part0"},{"$ref":"#/$defs/part1"}],"$defs":{"part0":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/endpoint-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"endpoint":{"type":"string","minLength":1,"maxLength":200},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":["string","null"],"maxLength":2000},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"deployed"},"model":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"integer","minimum":1},"manifest_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["schema","event_id","endpoint","at","actor","ci_run_url","reason","previous","type","model","version","manifest_digest"]},"part1":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/endpoint-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"endpoint":{"type":"string","minLength":1,"maxLength":200},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":["string","null"],"maxLength":2000},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"withdrawn"}},"required":["schema","event_id","endpoint","at","actor","ci_run_url","reason","previous","type"]}}};
const schema31 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/endpoint-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"endpoint":{"type":"string","minLength":1,"maxLength":200},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":["string","null"],"maxLength":2000},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"deployed"},"model":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"integer","minimum":1},"manifest_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["schema","event_id","endpoint","at","actor","ci_run_url","reason","previous","type","model","version","manifest_digest"]};
const schema34 = {"type":"object","additionalProperties":false,"properties":{"actor_id":{"type":["string","null"],"maxLength":50},"triggering_actor":{"type":["string","null"],"maxLength":500},"event":{"type":["string","null"],"maxLength":100},"repository":{"type":["string","null"],"maxLength":300},"ref":{"type":["string","null"],"maxLength":500},"commit":{"type":["string","null"],"pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$"},"workflow_ref":{"type":["string","null"],"maxLength":1000},"ci_run_id":{"type":["string","null"],"maxLength":50},"ci_run_attempt":{"type":["integer","null"],"minimum":1}},"required":["actor_id","triggering_actor","event","repository","ref","commit","workflow_ref","ci_run_id","ci_run_attempt"]};
const pattern21 = new RegExp("^[0-9a-f]{40}([0-9a-f]{24})?$", "u");

function validate186(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate186.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.actor_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor_id"}, "must have required property '"+"actor_id"+"'");
errors++;
}
if(data.triggering_actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "triggering_actor"}, "must have required property '"+"triggering_actor"+"'");
errors++;
}
if(data.event === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event"}, "must have required property '"+"event"+"'");
errors++;
}
if(data.repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "repository"}, "must have required property '"+"repository"+"'");
errors++;
}
if(data.ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ref"}, "must have required property '"+"ref"+"'");
errors++;
}
if(data.commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "commit"}, "must have required property '"+"commit"+"'");
errors++;
}
if(data.workflow_ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "workflow_ref"}, "must have required property '"+"workflow_ref"+"'");
errors++;
}
if(data.ci_run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_id"}, "must have required property '"+"ci_run_id"+"'");
errors++;
}
if(data.ci_run_attempt === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_attempt"}, "must have required property '"+"ci_run_attempt"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema34.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.actor_id !== undefined){
let data0 = data.actor_id;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/actor_id", "type", {type: schema34.properties.actor_id.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 50 && func2(data0) > 50){
vErrors = withError(vErrors, instancePath+"/actor_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.triggering_actor !== undefined){
let data1 = data.triggering_actor;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "type", {type: schema34.properties.triggering_actor.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.event !== undefined){
let data2 = data.event;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/event", "type", {type: schema34.properties.event.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 100 && func2(data2) > 100){
vErrors = withError(vErrors, instancePath+"/event", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
}
if(data.repository !== undefined){
let data3 = data.repository;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema34.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 300 && func2(data3) > 300){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
if(data.ref !== undefined){
let data4 = data.ref;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ref", "type", {type: schema34.properties.ref.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/ref", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.commit !== undefined){
let data5 = data.commit;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/commit", "type", {type: schema34.properties.commit.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(!pattern21.test(data5)){
vErrors = withError(vErrors, instancePath+"/commit", "pattern", {pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$"}, "must match pattern \""+"^[0-9a-f]{40}([0-9a-f]{24})?$"+"\"");
errors++;
}
}
}
if(data.workflow_ref !== undefined){
let data6 = data.workflow_ref;
if((typeof data6 !== "string") && (data6 !== null)){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "type", {type: schema34.properties.workflow_ref.type}, "must be string,null");
errors++;
}
if(typeof data6 === "string"){
if(data6.length > 1000 && func2(data6) > 1000){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
}
}
if(data.ci_run_id !== undefined){
let data7 = data.ci_run_id;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "type", {type: schema34.properties.ci_run_id.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(data7.length > 50 && func2(data7) > 50){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.ci_run_attempt !== undefined){
let data8 = data.ci_run_attempt;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "type", {type: schema34.properties.ci_run_attempt.type}, "must be integer,null");
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate186.errors = vErrors;
return errors === 0;
}
validate186.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema35 = {"type":"object","additionalProperties":false,"properties":{"token":{"type":"string","maxLength":16384,"pattern":"^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"},"key":{"$ref":"#/$defs/part19"}},"required":["token","key"]};
const pattern22 = new RegExp("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$", "u");
const schema36 = {"type":"object","additionalProperties":false,"properties":{"kty":{"const":"RSA"},"kid":{"type":"string","minLength":1,"maxLength":200},"n":{"type":"string","pattern":"^[A-Za-z0-9_-]{256,1400}$"},"e":{"type":"string","pattern":"^[A-Za-z0-9_-]{1,8}$"}},"required":["kty","kid","n","e"]};
const pattern23 = new RegExp("^[A-Za-z0-9_-]{256,1400}$", "u");
const pattern24 = new RegExp("^[A-Za-z0-9_-]{1,8}$", "u");

function validate80(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate80.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kty === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kty"}, "must have required property '"+"kty"+"'");
errors++;
}
if(data.kid === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kid"}, "must have required property '"+"kid"+"'");
errors++;
}
if(data.n === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "n"}, "must have required property '"+"n"+"'");
errors++;
}
if(data.e === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "e"}, "must have required property '"+"e"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "kty") || (key0 === "kid")) || (key0 === "n")) || (key0 === "e"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.kty !== undefined){
if("RSA" !== data.kty){
vErrors = withError(vErrors, instancePath+"/kty", "const", {allowedValue: "RSA"}, "must be equal to constant");
errors++;
}
}
if(data.kid !== undefined){
let data1 = data.kid;
if(typeof data1 === "string"){
if(data1.length > 200 && func2(data1) > 200){
vErrors = withError(vErrors, instancePath+"/kid", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/kid", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/kid", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.n !== undefined){
let data2 = data.n;
if(typeof data2 === "string"){
if(!pattern23.test(data2)){
vErrors = withError(vErrors, instancePath+"/n", "pattern", {pattern: "^[A-Za-z0-9_-]{256,1400}$"}, "must match pattern \""+"^[A-Za-z0-9_-]{256,1400}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/n", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.e !== undefined){
let data3 = data.e;
if(typeof data3 === "string"){
if(!pattern24.test(data3)){
vErrors = withError(vErrors, instancePath+"/e", "pattern", {pattern: "^[A-Za-z0-9_-]{1,8}$"}, "must match pattern \""+"^[A-Za-z0-9_-]{1,8}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/e", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate80.errors = vErrors;
return errors === 0;
}
validate80.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate188(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate188.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.token === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "token"}, "must have required property '"+"token"+"'");
errors++;
}
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "token") || (key0 === "key"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.token !== undefined){
let data0 = data.token;
if(typeof data0 === "string"){
if(data0.length > 16384 && func2(data0) > 16384){
vErrors = withError(vErrors, instancePath+"/token", "maxLength", {limit: 16384}, "must NOT have more than 16384 characters");
errors++;
}
if(!pattern22.test(data0)){
vErrors = withError(vErrors, instancePath+"/token", "pattern", {pattern: "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"}, "must match pattern \""+"^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/token", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.key !== undefined){
if(!(validate80(data.key, {instancePath:instancePath+"/key",parentData:data,parentDataProperty:"key",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate80.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate188.errors = vErrors;
return errors === 0;
}
validate188.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate74.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.endpoint === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "endpoint"}, "must have required property '"+"endpoint"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.manifest_digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "manifest_digest"}, "must have required property '"+"manifest_digest"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/endpoint-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/endpoint-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.endpoint !== undefined){
let data2 = data.endpoint;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/endpoint", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/endpoint", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/endpoint", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema31.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema31.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate186(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate186.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate188(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate188.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data8 = data.reason;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema31.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(data8.length > 2000 && func2(data8) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
if(data.previous !== undefined){
let data9 = data.previous;
if((typeof data9 !== "string") && (data9 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema31.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data9 === "string"){
if(!pattern15.test(data9)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("deployed" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "deployed"}, "must be equal to constant");
errors++;
}
}
if(data.model !== undefined){
let data11 = data.model;
if(typeof data11 === "string"){
if(data11.length > 200 && func2(data11) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data11.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data12 = data.version;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 1 || isNaN(data12)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.manifest_digest !== undefined){
let data13 = data.manifest_digest;
if(typeof data13 === "string"){
if(!pattern15.test(data13)){
vErrors = withError(vErrors, instancePath+"/manifest_digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/manifest_digest", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate74.errors = vErrors;
return errors === 0;
}
validate74.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema69 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/endpoint-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"endpoint":{"type":"string","minLength":1,"maxLength":200},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":["string","null"],"maxLength":2000},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"withdrawn"}},"required":["schema","event_id","endpoint","at","actor","ci_run_url","reason","previous","type"]};

function validate192(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate192.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.endpoint === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "endpoint"}, "must have required property '"+"endpoint"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema69.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/endpoint-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/endpoint-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.endpoint !== undefined){
let data2 = data.endpoint;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/endpoint", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/endpoint", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/endpoint", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema69.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema69.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate186(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate186.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate188(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate188.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data8 = data.reason;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema69.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(data8.length > 2000 && func2(data8) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
if(data.previous !== undefined){
let data9 = data.previous;
if((typeof data9 !== "string") && (data9 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema69.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data9 === "string"){
if(!pattern15.test(data9)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("withdrawn" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "withdrawn"}, "must be equal to constant");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate192.errors = vErrors;
return errors === 0;
}
validate192.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate73(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="endpoint-event.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate73.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(!(validate74(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate74.errors);
errors = vErrors.length;
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
var props0 = true;
}
const _errs3 = errors;
if(!(validate192(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate192.errors);
errors = vErrors.length;
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
if(props0 !== true){
props0 = true;
}
}
}
if(!valid0){
vErrors = withError(vErrors, instancePath, "oneOf", {passingSchemas: passing0}, "must match exactly one schema in oneOf");
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate73.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate73.evaluated = {"dynamicProps":true,"dynamicItems":false};

export const loggedModel = validate196;
const schema70 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"logged-model.v1.schema.json","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/logged-model/v1"},"model_id":{"type":"string","pattern":"^m-[0-9a-f]{32}$"},"experiment_id":{"type":"string","pattern":"^[0-9]{1,18}$"},"name":{"type":"string","maxLength":500},"model_type":{"type":"string","maxLength":500},"status":{"type":"string","enum":["LOGGED_MODEL_PENDING","LOGGED_MODEL_READY","LOGGED_MODEL_UPLOAD_FAILED"]},"deleted":{"type":"boolean"},"created_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"updated_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"artifact_uri":{"type":"string","maxLength":4096},"params":{"type":"array","maxItems":5000,"items":{"$ref":"#/$defs/part0"}},"tags":{"type":"array","maxItems":2000,"items":{"$ref":"#/$defs/part1"}},"manifest":{"anyOf":[{"$ref":"manifest.v1.schema.json"},{"type":"null"}]},"stored":{"type":"array","maxItems":20,"items":{"$ref":"#/$defs/part2"}},"through":{"$ref":"#/$defs/part3"}},"required":["schema","model_id","experiment_id","name","model_type","status","deleted","created_at","updated_at","artifact_uri","params","tags","manifest","stored","through"],"$defs":{"part0":{"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":8000}}},"part1":{"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":100000}}},"part2":{"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1},"name":{"type":"string","maxLength":300},"id":{"type":"string","maxLength":100},"url":{"type":"string","maxLength":2048},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}}},"part3":{"type":"object","additionalProperties":false,"required":["server","number"],"properties":{"server":{"type":"string","pattern":"^[0-9a-f]{32}$"},"number":{"type":"integer","minimum":0,"maximum":9007199254740991}}}}};
const schema71 = {"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":8000}}};

function validate197(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate197.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "key") || (key0 === "value"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(typeof data0 === "string"){
if(data0.length > 255 && func2(data0) > 255){
vErrors = withError(vErrors, instancePath+"/key", "maxLength", {limit: 255}, "must NOT have more than 255 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/key", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.value !== undefined){
let data1 = data.value;
if(typeof data1 === "string"){
if(data1.length > 8000 && func2(data1) > 8000){
vErrors = withError(vErrors, instancePath+"/value", "maxLength", {limit: 8000}, "must NOT have more than 8000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate197.errors = vErrors;
return errors === 0;
}
validate197.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema72 = {"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","maxLength":255},"value":{"type":"string","maxLength":100000}}};

function validate199(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate199.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "key") || (key0 === "value"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(typeof data0 === "string"){
if(data0.length > 255 && func2(data0) > 255){
vErrors = withError(vErrors, instancePath+"/key", "maxLength", {limit: 255}, "must NOT have more than 255 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/key", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.value !== undefined){
let data1 = data.value;
if(typeof data1 === "string"){
if(data1.length > 100000 && func2(data1) > 100000){
vErrors = withError(vErrors, instancePath+"/value", "maxLength", {limit: 100000}, "must NOT have more than 100000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate199.errors = vErrors;
return errors === 0;
}
validate199.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema73 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"manifest.v1.schema.json","type":"object","additionalProperties":false,"properties":{"files":{"type":"array","maxItems":100000,"items":{"$ref":"#/$defs/part0"}},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"content_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"format":{"type":"string","maxLength":60,"minLength":1},"flavors":{"$ref":"#/$defs/part1"},"signature":{"$ref":"#/$defs/part2"},"dependencies":{"type":"array","maxItems":5000,"items":{"type":"string","maxLength":500}},"framework":{"$ref":"#/$defs/part3"}},"required":["files","digest","size_bytes","format","flavors","signature","dependencies","framework"],"$defs":{"part0":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","size_bytes","digest"]},"part1":{"type":"object","maxProperties":50,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"object","maxProperties":100}},"part2":{"type":["null","object"],"additionalProperties":false,"properties":{"inputs":{"type":["array","object","null"]},"outputs":{"type":["array","object","null"]},"params":{"type":["array","object","null"]}},"required":[]},"part3":{"type":["null","object"],"additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100,"minLength":1},"version":{"type":["string","null"],"maxLength":100}},"required":["name","version"]}}};
const schema74 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","size_bytes","digest"]};
const pattern109 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");

function validate202(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate202.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.size_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "size_bytes"}, "must have required property '"+"size_bytes"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "path") || (key0 === "size_bytes")) || (key0 === "digest"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data1 = data.size_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.digest !== undefined){
let data2 = data.digest;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate202.errors = vErrors;
return errors === 0;
}
validate202.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema75 = {"type":"object","maxProperties":50,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"object","maxProperties":100}};

function validate204(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate204.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 50){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 50}, "must NOT have more than 50 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length > 100){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxProperties", {limit: 100}, "must NOT have more than 100 properties");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "object"}, "must be object");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate204.errors = vErrors;
return errors === 0;
}
validate204.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema76 = {"type":["null","object"],"additionalProperties":false,"properties":{"inputs":{"type":["array","object","null"]},"outputs":{"type":["array","object","null"]},"params":{"type":["array","object","null"]}},"required":[]};

function validate206(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate206.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema76.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "inputs") || (key0 === "outputs")) || (key0 === "params"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.inputs !== undefined){
if(typeof data.inputs != "object"){
vErrors = withError(vErrors, instancePath+"/inputs", "type", {type: schema76.properties.inputs.type}, "must be array,object,null");
errors++;
}
}
if(data.outputs !== undefined){
if(typeof data.outputs != "object"){
vErrors = withError(vErrors, instancePath+"/outputs", "type", {type: schema76.properties.outputs.type}, "must be array,object,null");
errors++;
}
}
if(data.params !== undefined){
if(typeof data.params != "object"){
vErrors = withError(vErrors, instancePath+"/params", "type", {type: schema76.properties.params.type}, "must be array,object,null");
errors++;
}
}
}
validate206.errors = vErrors;
return errors === 0;
}
validate206.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema77 = {"type":["null","object"],"additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100,"minLength":1},"version":{"type":["string","null"],"maxLength":100}},"required":["name","version"]};

function validate208(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate208.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema77.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "name") || (key0 === "version"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 100 && func2(data0) > 100){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/name", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema77.properties.version.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 100 && func2(data1) > 100){
vErrors = withError(vErrors, instancePath+"/version", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
}
}
validate208.errors = vErrors;
return errors === 0;
}
validate208.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate201(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="manifest.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate201.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.files === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "files"}, "must have required property '"+"files"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.size_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "size_bytes"}, "must have required property '"+"size_bytes"+"'");
errors++;
}
if(data.format === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "format"}, "must have required property '"+"format"+"'");
errors++;
}
if(data.flavors === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "flavors"}, "must have required property '"+"flavors"+"'");
errors++;
}
if(data.signature === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "signature"}, "must have required property '"+"signature"+"'");
errors++;
}
if(data.dependencies === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "dependencies"}, "must have required property '"+"dependencies"+"'");
errors++;
}
if(data.framework === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "framework"}, "must have required property '"+"framework"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema73.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.files !== undefined){
let data0 = data.files;
if(Array.isArray(data0)){
if(data0.length > 100000){
vErrors = withError(vErrors, instancePath+"/files", "maxItems", {limit: 100000}, "must NOT have more than 100000 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate202(data0[i0], {instancePath:instancePath+"/files/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate202.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/files", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.digest !== undefined){
let data2 = data.digest;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.content_digest !== undefined){
let data3 = data.content_digest;
if(typeof data3 === "string"){
if(!pattern15.test(data3)){
vErrors = withError(vErrors, instancePath+"/content_digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/content_digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data4 = data.size_bytes;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 9007199254740991 || isNaN(data4)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data4 < 0 || isNaN(data4)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.format !== undefined){
let data5 = data.format;
if(typeof data5 === "string"){
if(data5.length > 60 && func2(data5) > 60){
vErrors = withError(vErrors, instancePath+"/format", "maxLength", {limit: 60}, "must NOT have more than 60 characters");
errors++;
}
if(data5.length < 1){
vErrors = withError(vErrors, instancePath+"/format", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/format", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.flavors !== undefined){
if(!(validate204(data.flavors, {instancePath:instancePath+"/flavors",parentData:data,parentDataProperty:"flavors",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate204.errors);
errors = vErrors.length;
}
}
if(data.signature !== undefined){
if(!(validate206(data.signature, {instancePath:instancePath+"/signature",parentData:data,parentDataProperty:"signature",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate206.errors);
errors = vErrors.length;
}
}
if(data.dependencies !== undefined){
let data8 = data.dependencies;
if(Array.isArray(data8)){
if(data8.length > 5000){
vErrors = withError(vErrors, instancePath+"/dependencies", "maxItems", {limit: 5000}, "must NOT have more than 5000 items");
errors++;
}
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(typeof data9 === "string"){
if(data9.length > 500 && func2(data9) > 500){
vErrors = withError(vErrors, instancePath+"/dependencies/" + i1, "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/dependencies/" + i1, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/dependencies", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.framework !== undefined){
if(!(validate208(data.framework, {instancePath:instancePath+"/framework",parentData:data,parentDataProperty:"framework",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate208.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate201.errors = vErrors;
return errors === 0;
}
validate201.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema78 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1},"name":{"type":"string","maxLength":300},"id":{"type":"string","maxLength":100},"url":{"type":"string","maxLength":2048},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}}};

function validate211(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate211.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "type") || (key0 === "name")) || (key0 === "id")) || (key0 === "url")) || (key0 === "digest")) || (key0 === "size_bytes")) || (key0 === "expires_at"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 === "string"){
if(data0.length > 40 && func2(data0) > 40){
vErrors = withError(vErrors, instancePath+"/type", "maxLength", {limit: 40}, "must NOT have more than 40 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/type", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/type", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 300 && func2(data1) > 300){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.id !== undefined){
let data2 = data.id;
if(typeof data2 === "string"){
if(data2.length > 100 && func2(data2) > 100){
vErrors = withError(vErrors, instancePath+"/id", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.url !== undefined){
let data3 = data.url;
if(typeof data3 === "string"){
if(data3.length > 2048 && func2(data3) > 2048){
vErrors = withError(vErrors, instancePath+"/url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/url", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.digest !== undefined){
let data4 = data.digest;
if(typeof data4 === "string"){
if(!pattern15.test(data4)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data5 = data.size_bytes;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9007199254740991 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data5 < 0 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.expires_at !== undefined){
let data6 = data.expires_at;
if(typeof data6 === "string"){
if(!pattern14.test(data6)){
vErrors = withError(vErrors, instancePath+"/expires_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires_at", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate211.errors = vErrors;
return errors === 0;
}
validate211.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema79 = {"type":"object","additionalProperties":false,"required":["server","number"],"properties":{"server":{"type":"string","pattern":"^[0-9a-f]{32}$"},"number":{"type":"integer","minimum":0,"maximum":9007199254740991}}};

function validate213(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate213.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.server === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "server"}, "must have required property '"+"server"+"'");
errors++;
}
if(data.number === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "number"}, "must have required property '"+"number"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "server") || (key0 === "number"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.server !== undefined){
let data0 = data.server;
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
vErrors = withError(vErrors, instancePath+"/server", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/server", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.number !== undefined){
let data1 = data.number;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/number", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/number", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/number", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate213.errors = vErrors;
return errors === 0;
}
validate213.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate196(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="logged-model.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate196.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.model_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model_id"}, "must have required property '"+"model_id"+"'");
errors++;
}
if(data.experiment_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "experiment_id"}, "must have required property '"+"experiment_id"+"'");
errors++;
}
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.model_type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model_type"}, "must have required property '"+"model_type"+"'");
errors++;
}
if(data.status === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "status"}, "must have required property '"+"status"+"'");
errors++;
}
if(data.deleted === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "deleted"}, "must have required property '"+"deleted"+"'");
errors++;
}
if(data.created_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "created_at"}, "must have required property '"+"created_at"+"'");
errors++;
}
if(data.updated_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "updated_at"}, "must have required property '"+"updated_at"+"'");
errors++;
}
if(data.artifact_uri === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "artifact_uri"}, "must have required property '"+"artifact_uri"+"'");
errors++;
}
if(data.params === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "params"}, "must have required property '"+"params"+"'");
errors++;
}
if(data.tags === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "tags"}, "must have required property '"+"tags"+"'");
errors++;
}
if(data.manifest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "manifest"}, "must have required property '"+"manifest"+"'");
errors++;
}
if(data.stored === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "stored"}, "must have required property '"+"stored"+"'");
errors++;
}
if(data.through === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "through"}, "must have required property '"+"through"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema70.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/logged-model/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/logged-model/v1"}, "must be equal to constant");
errors++;
}
}
if(data.model_id !== undefined){
let data1 = data.model_id;
if(typeof data1 === "string"){
if(!pattern6.test(data1)){
vErrors = withError(vErrors, instancePath+"/model_id", "pattern", {pattern: "^m-[0-9a-f]{32}$"}, "must match pattern \""+"^m-[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.experiment_id !== undefined){
let data2 = data.experiment_id;
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
vErrors = withError(vErrors, instancePath+"/experiment_id", "pattern", {pattern: "^[0-9]{1,18}$"}, "must match pattern \""+"^[0-9]{1,18}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/experiment_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.name !== undefined){
let data3 = data.name;
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model_type !== undefined){
let data4 = data.model_type;
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/model_type", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model_type", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.status !== undefined){
let data5 = data.status;
if(typeof data5 !== "string"){
vErrors = withError(vErrors, instancePath+"/status", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data5 === "LOGGED_MODEL_PENDING") || (data5 === "LOGGED_MODEL_READY")) || (data5 === "LOGGED_MODEL_UPLOAD_FAILED"))){
vErrors = withError(vErrors, instancePath+"/status", "enum", {allowedValues: schema70.properties.status.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.deleted !== undefined){
if(typeof data.deleted !== "boolean"){
vErrors = withError(vErrors, instancePath+"/deleted", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.created_at !== undefined){
let data7 = data.created_at;
if(typeof data7 === "string"){
if(!pattern14.test(data7)){
vErrors = withError(vErrors, instancePath+"/created_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/created_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.updated_at !== undefined){
let data8 = data.updated_at;
if(typeof data8 === "string"){
if(!pattern14.test(data8)){
vErrors = withError(vErrors, instancePath+"/updated_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/updated_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.artifact_uri !== undefined){
let data9 = data.artifact_uri;
if(typeof data9 === "string"){
if(data9.length > 4096 && func2(data9) > 4096){
vErrors = withError(vErrors, instancePath+"/artifact_uri", "maxLength", {limit: 4096}, "must NOT have more than 4096 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/artifact_uri", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.params !== undefined){
let data10 = data.params;
if(Array.isArray(data10)){
if(data10.length > 5000){
vErrors = withError(vErrors, instancePath+"/params", "maxItems", {limit: 5000}, "must NOT have more than 5000 items");
errors++;
}
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
if(!(validate197(data10[i0], {instancePath:instancePath+"/params/" + i0,parentData:data10,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate197.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/params", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.tags !== undefined){
let data12 = data.tags;
if(Array.isArray(data12)){
if(data12.length > 2000){
vErrors = withError(vErrors, instancePath+"/tags", "maxItems", {limit: 2000}, "must NOT have more than 2000 items");
errors++;
}
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
if(!(validate199(data12[i1], {instancePath:instancePath+"/tags/" + i1,parentData:data12,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate199.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/tags", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.manifest !== undefined){
let data14 = data.manifest;
const _errs28 = errors;
let valid5 = false;
const _errs29 = errors;
if(!(validate201(data14, {instancePath:instancePath+"/manifest",parentData:data,parentDataProperty:"manifest",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate201.errors);
errors = vErrors.length;
}
var _valid0 = _errs29 === errors;
valid5 = valid5 || _valid0;
const _errs30 = errors;
if(data14 !== null){
vErrors = withError(vErrors, instancePath+"/manifest", "type", {type: "null"}, "must be null");
errors++;
}
var _valid0 = _errs30 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
vErrors = withError(vErrors, instancePath+"/manifest", "anyOf", {}, "must match a schema in anyOf");
errors++;
}
else {
errors = _errs28;
if(vErrors !== null){
if(_errs28){
vErrors.length = _errs28;
}
else {
vErrors = null;
}
}
}
}
if(data.stored !== undefined){
let data15 = data.stored;
if(Array.isArray(data15)){
if(data15.length > 20){
vErrors = withError(vErrors, instancePath+"/stored", "maxItems", {limit: 20}, "must NOT have more than 20 items");
errors++;
}
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
if(!(validate211(data15[i2], {instancePath:instancePath+"/stored/" + i2,parentData:data15,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate211.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/stored", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.through !== undefined){
if(!(validate213(data.through, {instancePath:instancePath+"/through",parentData:data,parentDataProperty:"through",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate213.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate196.errors = vErrors;
return errors === 0;
}
validate196.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const manifest = validate201;

export const modelEvent = validate75;
const schema32 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"model-event.v1.schema.json","type":"object","required":["type"],"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/$defs/part0"},{"$ref":"#/$defs/part1"},{"$ref":"#/$defs/part2"},{"$ref":"#/$defs/part3"},{"$ref":"#/$defs/part4"},{"$ref":"#/$defs/part5"},{"$ref":"#/$defs/part6"},{"$ref":"#/$defs/part8"},{"$ref":"#/$defs/part9"},{"$ref":"#/$defs/part10"},{"$ref":"#/$defs/part11"},{"$ref":"#/$defs/part12"},{"$ref":"#/$defs/part13"},{"$ref":"#/$defs/part14"},{"$ref":"#/$defs/part15"},{"$ref":"#/$defs/part16"},{"$ref":"#/$defs/part17"}],"$defs":{"origin":{"$ref":"#/$defs/part18"},"oidc":{"$ref":"#/$defs/part20"},"verdict":{"$ref":"#/$defs/part21"},"waived":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part23"}},"finding":{"$ref":"#/$defs/part24"},"person":{"$ref":"#/$defs/part25"},"evidence":{"$ref":"#/$defs/part26"},"tagKey":{"type":"string","minLength":1,"maxLength":250},"records":{"type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/part27"}},"change":{"oneOf":[{"$ref":"#/$defs/part28"},{"$ref":"#/$defs/part29"}]},"part0":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"registered"},"version":{"type":"integer","minimum":1},"run_id":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"manifest_digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","run_id","manifest_digest"]},"part1":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"alias-set"},"version":{"type":"integer","minimum":1},"alias":{"type":"string","minLength":1,"maxLength":200},"waived":{"$ref":"#/$defs/waived"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","alias"]},"part2":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"alias-deleted"},"version":{"type":"integer","minimum":1},"alias":{"type":"string","minLength":1,"maxLength":200}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","alias"]},"part3":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"stage-changed"},"version":{"type":"integer","minimum":1},"from_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"to_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"reason":{"type":["string","null"],"maxLength":2000},"archived":{"type":"array","maxItems":1000,"uniqueItems":true,"items":{"type":"integer","minimum":1}},"manifest_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"policy":{"$ref":"#/$defs/verdict"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"approvals":{"type":"array","maxItems":10,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"override":{"const":true},"rollback":{"const":true}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","from_stage","to_stage","reason"]},"part4":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"description-set"},"version":{"type":["integer","null"],"minimum":1},"description":{"type":["string","null"],"maxLength":20000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","description"]},"part5":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"tag-set"},"version":{"type":["integer","null"],"minimum":1},"key":{"$ref":"#/$defs/tagKey"},"value":{"type":"string","maxLength":100000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","key","value"]},"part6":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"tag-deleted"},"version":{"type":["integer","null"],"minimum":1},"key":{"$ref":"#/$defs/tagKey"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","key"]},"part7":{"type":"object","maxProperties":1000,"propertyNames":{"$ref":"#/$defs/tagKey"},"additionalProperties":{"type":"string","maxLength":5000}},"part8":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"model-created"},"version":{"type":"null"},"description":{"type":["string","null"],"maxLength":20000},"tags":{"$ref":"#/$defs/part7"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type"]},"part9":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"model-renamed"},"version":{"type":"null"},"from":{"type":"string","maxLength":200,"minLength":1},"to":{"type":"string","maxLength":200,"minLength":1},"counterpart":{"type":"string","pattern":"^[0-9a-f]{32}$"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","from","to","counterpart","reason"]},"part10":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"model-deleted"},"version":{"type":"null"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","reason"]},"part11":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"version-deleted"},"version":{"type":"integer","minimum":1},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","reason"]},"part12":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"approval-requested"},"version":{"type":["integer","null"],"minimum":1},"change":{"$ref":"#/$defs/change"},"reason":{"type":["string","null"],"maxLength":2000},"approvals":{"type":"integer","minimum":1,"maximum":10},"requesters":{"type":"array","minItems":1,"maxItems":20,"items":{"$ref":"#/$defs/person"}},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"review":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"policy":{"$ref":"#/$defs/verdict"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","change","reason","approvals","requesters","expires_at","review","policy"]},"part13":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"approved"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"review":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"person":{"$ref":"#/$defs/person"},"evidence":{"$ref":"#/$defs/evidence"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","review","person","evidence","reason"]},"part14":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"rejected"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"person":{"$ref":"#/$defs/person"},"evidence":{"$ref":"#/$defs/evidence"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","person","evidence","reason"]},"part15":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"cancelled"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","reason"]},"part16":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"refused"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"policy":{"$ref":"#/$defs/verdict"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","policy"]},"part17":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"disowned"},"version":{"type":"null"},"records":{"$ref":"#/$defs/records"},"reason":{"type":"string","minLength":1,"maxLength":2000},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"approvals":{"type":"array","maxItems":10,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","records","reason"]},"part18":{"type":"object","additionalProperties":false,"properties":{"actor_id":{"type":["string","null"],"maxLength":50},"triggering_actor":{"type":["string","null"],"maxLength":500},"event":{"type":["string","null"],"maxLength":100},"repository":{"type":["string","null"],"maxLength":300},"ref":{"type":["string","null"],"maxLength":500},"commit":{"type":["string","null"],"pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$"},"workflow_ref":{"type":["string","null"],"maxLength":1000},"ci_run_id":{"type":["string","null"],"maxLength":50},"ci_run_attempt":{"type":["integer","null"],"minimum":1}},"required":["actor_id","triggering_actor","event","repository","ref","commit","workflow_ref","ci_run_id","ci_run_attempt"]},"part19":{"type":"object","additionalProperties":false,"properties":{"kty":{"const":"RSA"},"kid":{"type":"string","minLength":1,"maxLength":200},"n":{"type":"string","pattern":"^[A-Za-z0-9_-]{256,1400}$"},"e":{"type":"string","pattern":"^[A-Za-z0-9_-]{1,8}$"}},"required":["kty","kid","n","e"]},"part20":{"type":"object","additionalProperties":false,"properties":{"token":{"type":"string","maxLength":16384,"pattern":"^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"},"key":{"$ref":"#/$defs/part19"}},"required":["token","key"]},"part21":{"type":"object","additionalProperties":false,"properties":{"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"verdict":{"type":"string","enum":["pass","fail"]},"findings":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/finding"}},"waived":{"$ref":"#/$defs/waived"}},"required":["digest","verdict","findings"]},"part22":{"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"model":{"type":["string","null"],"maxLength":250},"reason":{"type":"string","maxLength":1000},"by":{"type":"string","maxLength":250},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}},"required":["rule","model","reason","by","expires"]},"part23":{"type":"object","additionalProperties":false,"properties":{"finding":{"$ref":"#/$defs/finding"},"waiver":{"$ref":"#/$defs/part22"}},"required":["finding","waiver"]},"part24":{"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"severity":{"type":"string","enum":["error","warning","notice"]},"subject":{"type":"string","maxLength":500},"message":{"type":"string","maxLength":4000},"mend":{"type":"string","maxLength":4000},"log_url":{"type":"string","maxLength":2000}},"required":["rule","severity","subject","message","mend"]},"part25":{"type":"object","additionalProperties":false,"properties":{"login":{"type":"string","minLength":1,"maxLength":500},"id":{"type":["string","null"],"maxLength":50},"type":{"type":["string","null"],"maxLength":50}},"required":["login","id","type"]},"part26":{"type":"object","additionalProperties":false,"properties":{"via":{"type":"string","enum":["dispatch","comment","environment","local"]},"issue":{"type":"integer","minimum":1},"comment_id":{"type":"string","maxLength":50},"comment_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"environment":{"type":"string","maxLength":250}},"required":["via"]},"part27":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1000},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","digest"]},"part28":{"type":"object","additionalProperties":false,"properties":{"type":{"const":"stage"},"from_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"to_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"archive_existing":{"type":"boolean"},"manifest_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"serves":{"type":["integer","null"],"minimum":1},"rollback":{"type":"boolean"},"endpoint":{"type":"string","minLength":1,"maxLength":200}},"required":["type","from_stage","to_stage","archive_existing","manifest_digest","serves","rollback"]},"part29":{"type":"object","additionalProperties":false,"properties":{"type":{"const":"disown"},"records":{"$ref":"#/$defs/records"}},"required":["type","records"]}}};
const schema33 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"registered"},"version":{"type":"integer","minimum":1},"run_id":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"manifest_digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","run_id","manifest_digest"]};

function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate77.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.actor_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor_id"}, "must have required property '"+"actor_id"+"'");
errors++;
}
if(data.triggering_actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "triggering_actor"}, "must have required property '"+"triggering_actor"+"'");
errors++;
}
if(data.event === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event"}, "must have required property '"+"event"+"'");
errors++;
}
if(data.repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "repository"}, "must have required property '"+"repository"+"'");
errors++;
}
if(data.ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ref"}, "must have required property '"+"ref"+"'");
errors++;
}
if(data.commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "commit"}, "must have required property '"+"commit"+"'");
errors++;
}
if(data.workflow_ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "workflow_ref"}, "must have required property '"+"workflow_ref"+"'");
errors++;
}
if(data.ci_run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_id"}, "must have required property '"+"ci_run_id"+"'");
errors++;
}
if(data.ci_run_attempt === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_attempt"}, "must have required property '"+"ci_run_attempt"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema34.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.actor_id !== undefined){
let data0 = data.actor_id;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/actor_id", "type", {type: schema34.properties.actor_id.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 50 && func2(data0) > 50){
vErrors = withError(vErrors, instancePath+"/actor_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.triggering_actor !== undefined){
let data1 = data.triggering_actor;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "type", {type: schema34.properties.triggering_actor.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.event !== undefined){
let data2 = data.event;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/event", "type", {type: schema34.properties.event.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 100 && func2(data2) > 100){
vErrors = withError(vErrors, instancePath+"/event", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
}
if(data.repository !== undefined){
let data3 = data.repository;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema34.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 300 && func2(data3) > 300){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
if(data.ref !== undefined){
let data4 = data.ref;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ref", "type", {type: schema34.properties.ref.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/ref", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.commit !== undefined){
let data5 = data.commit;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/commit", "type", {type: schema34.properties.commit.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(!pattern21.test(data5)){
vErrors = withError(vErrors, instancePath+"/commit", "pattern", {pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$"}, "must match pattern \""+"^[0-9a-f]{40}([0-9a-f]{24})?$"+"\"");
errors++;
}
}
}
if(data.workflow_ref !== undefined){
let data6 = data.workflow_ref;
if((typeof data6 !== "string") && (data6 !== null)){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "type", {type: schema34.properties.workflow_ref.type}, "must be string,null");
errors++;
}
if(typeof data6 === "string"){
if(data6.length > 1000 && func2(data6) > 1000){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
}
}
if(data.ci_run_id !== undefined){
let data7 = data.ci_run_id;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "type", {type: schema34.properties.ci_run_id.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(data7.length > 50 && func2(data7) > 50){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.ci_run_attempt !== undefined){
let data8 = data.ci_run_attempt;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "type", {type: schema34.properties.ci_run_attempt.type}, "must be integer,null");
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate77.errors = vErrors;
return errors === 0;
}
validate77.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate79.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.token === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "token"}, "must have required property '"+"token"+"'");
errors++;
}
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "token") || (key0 === "key"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.token !== undefined){
let data0 = data.token;
if(typeof data0 === "string"){
if(data0.length > 16384 && func2(data0) > 16384){
vErrors = withError(vErrors, instancePath+"/token", "maxLength", {limit: 16384}, "must NOT have more than 16384 characters");
errors++;
}
if(!pattern22.test(data0)){
vErrors = withError(vErrors, instancePath+"/token", "pattern", {pattern: "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"}, "must match pattern \""+"^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/token", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.key !== undefined){
if(!(validate80(data.key, {instancePath:instancePath+"/key",parentData:data,parentDataProperty:"key",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate80.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate79.errors = vErrors;
return errors === 0;
}
validate79.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate76(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate76.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_id"}, "must have required property '"+"run_id"+"'");
errors++;
}
if(data.manifest_digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "manifest_digest"}, "must have required property '"+"manifest_digest"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema33.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema33.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema33.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema33.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("registered" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "registered"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.run_id !== undefined){
let data11 = data.run_id;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: schema33.properties.run_id.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
vErrors = withError(vErrors, instancePath+"/run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
if(data.manifest_digest !== undefined){
let data12 = data.manifest_digest;
if((typeof data12 !== "string") && (data12 !== null)){
vErrors = withError(vErrors, instancePath+"/manifest_digest", "type", {type: schema33.properties.manifest_digest.type}, "must be string,null");
errors++;
}
if(typeof data12 === "string"){
if(!pattern15.test(data12)){
vErrors = withError(vErrors, instancePath+"/manifest_digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate76.errors = vErrors;
return errors === 0;
}
validate76.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"alias-set"},"version":{"type":"integer","minimum":1},"alias":{"type":"string","minLength":1,"maxLength":200},"waived":{"$ref":"#/$defs/waived"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","alias"]};
const schema38 = {"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part23"}};
const schema39 = {"type":"object","additionalProperties":false,"properties":{"finding":{"$ref":"#/$defs/finding"},"waiver":{"$ref":"#/$defs/part22"}},"required":["finding","waiver"]};
const schema40 = {"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"severity":{"type":"string","enum":["error","warning","notice"]},"subject":{"type":"string","maxLength":500},"message":{"type":"string","maxLength":4000},"mend":{"type":"string","maxLength":4000},"log_url":{"type":"string","maxLength":2000}},"required":["rule","severity","subject","message","mend"]};

function validate88(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate88.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rule === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "rule"}, "must have required property '"+"rule"+"'");
errors++;
}
if(data.severity === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "severity"}, "must have required property '"+"severity"+"'");
errors++;
}
if(data.subject === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "subject"}, "must have required property '"+"subject"+"'");
errors++;
}
if(data.message === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "message"}, "must have required property '"+"message"+"'");
errors++;
}
if(data.mend === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "mend"}, "must have required property '"+"mend"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "rule") || (key0 === "severity")) || (key0 === "subject")) || (key0 === "message")) || (key0 === "mend")) || (key0 === "log_url"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.rule !== undefined){
let data0 = data.rule;
if(typeof data0 === "string"){
if(data0.length > 300 && func2(data0) > 300){
vErrors = withError(vErrors, instancePath+"/rule", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/rule", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.severity !== undefined){
let data1 = data.severity;
if(typeof data1 !== "string"){
vErrors = withError(vErrors, instancePath+"/severity", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data1 === "error") || (data1 === "warning")) || (data1 === "notice"))){
vErrors = withError(vErrors, instancePath+"/severity", "enum", {allowedValues: schema40.properties.severity.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.subject !== undefined){
let data2 = data.subject;
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/subject", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/subject", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.message !== undefined){
let data3 = data.message;
if(typeof data3 === "string"){
if(data3.length > 4000 && func2(data3) > 4000){
vErrors = withError(vErrors, instancePath+"/message", "maxLength", {limit: 4000}, "must NOT have more than 4000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/message", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.mend !== undefined){
let data4 = data.mend;
if(typeof data4 === "string"){
if(data4.length > 4000 && func2(data4) > 4000){
vErrors = withError(vErrors, instancePath+"/mend", "maxLength", {limit: 4000}, "must NOT have more than 4000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/mend", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.log_url !== undefined){
let data5 = data.log_url;
if(typeof data5 === "string"){
if(data5.length > 2000 && func2(data5) > 2000){
vErrors = withError(vErrors, instancePath+"/log_url", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/log_url", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate88.errors = vErrors;
return errors === 0;
}
validate88.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema41 = {"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"model":{"type":["string","null"],"maxLength":250},"reason":{"type":"string","maxLength":1000},"by":{"type":"string","maxLength":250},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}},"required":["rule","model","reason","by","expires"]};
const pattern31 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");

function validate90(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate90.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rule === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "rule"}, "must have required property '"+"rule"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.by === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "by"}, "must have required property '"+"by"+"'");
errors++;
}
if(data.expires === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "expires"}, "must have required property '"+"expires"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "rule") || (key0 === "model")) || (key0 === "reason")) || (key0 === "by")) || (key0 === "expires"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.rule !== undefined){
let data0 = data.rule;
if(typeof data0 === "string"){
if(data0.length > 300 && func2(data0) > 300){
vErrors = withError(vErrors, instancePath+"/rule", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/rule", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data1 = data.model;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/model", "type", {type: schema41.properties.model.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
}
if(data.reason !== undefined){
let data2 = data.reason;
if(typeof data2 === "string"){
if(data2.length > 1000 && func2(data2) > 1000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.by !== undefined){
let data3 = data.by;
if(typeof data3 === "string"){
if(data3.length > 250 && func2(data3) > 250){
vErrors = withError(vErrors, instancePath+"/by", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/by", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.expires !== undefined){
let data4 = data.expires;
if(typeof data4 === "string"){
if(!pattern31.test(data4)){
vErrors = withError(vErrors, instancePath+"/expires", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate90.errors = vErrors;
return errors === 0;
}
validate90.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate87.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.finding === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "finding"}, "must have required property '"+"finding"+"'");
errors++;
}
if(data.waiver === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "waiver"}, "must have required property '"+"waiver"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "finding") || (key0 === "waiver"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.finding !== undefined){
if(!(validate88(data.finding, {instancePath:instancePath+"/finding",parentData:data,parentDataProperty:"finding",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate88.errors);
errors = vErrors.length;
}
}
if(data.waiver !== undefined){
if(!(validate90(data.waiver, {instancePath:instancePath+"/waiver",parentData:data,parentDataProperty:"waiver",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate90.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate87.errors = vErrors;
return errors === 0;
}
validate87.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate86(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate86.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length > 1000){
vErrors = withError(vErrors, instancePath, "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate87(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate87.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "array"}, "must be array");
errors++;
}
validate86.errors = vErrors;
return errors === 0;
}
validate86.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate83(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate83.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.alias === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "alias"}, "must have required property '"+"alias"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema37.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema37.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema37.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema37.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("alias-set" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "alias-set"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.alias !== undefined){
let data11 = data.alias;
if(typeof data11 === "string"){
if(data11.length > 200 && func2(data11) > 200){
vErrors = withError(vErrors, instancePath+"/alias", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data11.length < 1){
vErrors = withError(vErrors, instancePath+"/alias", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/alias", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.waived !== undefined){
if(!(validate86(data.waived, {instancePath:instancePath+"/waived",parentData:data,parentDataProperty:"waived",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate86.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate83.errors = vErrors;
return errors === 0;
}
validate83.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"alias-deleted"},"version":{"type":"integer","minimum":1},"alias":{"type":"string","minLength":1,"maxLength":200}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","alias"]};

function validate94(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate94.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.alias === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "alias"}, "must have required property '"+"alias"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema42.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema42.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema42.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema42.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("alias-deleted" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "alias-deleted"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.alias !== undefined){
let data11 = data.alias;
if(typeof data11 === "string"){
if(data11.length > 200 && func2(data11) > 200){
vErrors = withError(vErrors, instancePath+"/alias", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data11.length < 1){
vErrors = withError(vErrors, instancePath+"/alias", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/alias", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate94.errors = vErrors;
return errors === 0;
}
validate94.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema43 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"stage-changed"},"version":{"type":"integer","minimum":1},"from_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"to_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"reason":{"type":["string","null"],"maxLength":2000},"archived":{"type":"array","maxItems":1000,"uniqueItems":true,"items":{"type":"integer","minimum":1}},"manifest_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"policy":{"$ref":"#/$defs/verdict"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"approvals":{"type":"array","maxItems":10,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"override":{"const":true},"rollback":{"const":true}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","from_stage","to_stage","reason"]};
const pattern38 = new RegExp("^[A-Za-z][A-Za-z0-9_-]*$", "u");
const schema44 = {"type":"object","additionalProperties":false,"properties":{"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"verdict":{"type":"string","enum":["pass","fail"]},"findings":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/finding"}},"waived":{"$ref":"#/$defs/waived"}},"required":["digest","verdict","findings"]};

function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate100.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.verdict === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "verdict"}, "must have required property '"+"verdict"+"'");
errors++;
}
if(data.findings === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "findings"}, "must have required property '"+"findings"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "digest") || (key0 === "verdict")) || (key0 === "findings")) || (key0 === "waived"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.digest !== undefined){
let data0 = data.digest;
if(typeof data0 === "string"){
if(!pattern15.test(data0)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.verdict !== undefined){
let data1 = data.verdict;
if(typeof data1 !== "string"){
vErrors = withError(vErrors, instancePath+"/verdict", "type", {type: "string"}, "must be string");
errors++;
}
if(!((data1 === "pass") || (data1 === "fail"))){
vErrors = withError(vErrors, instancePath+"/verdict", "enum", {allowedValues: schema44.properties.verdict.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.findings !== undefined){
let data2 = data.findings;
if(Array.isArray(data2)){
if(data2.length > 1000){
vErrors = withError(vErrors, instancePath+"/findings", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate88(data2[i0], {instancePath:instancePath+"/findings/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate88.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/findings", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.waived !== undefined){
if(!(validate86(data.waived, {instancePath:instancePath+"/waived",parentData:data,parentDataProperty:"waived",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate86.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate100.errors = vErrors;
return errors === 0;
}
validate100.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate97(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate97.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.from_stage === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "from_stage"}, "must have required property '"+"from_stage"+"'");
errors++;
}
if(data.to_stage === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "to_stage"}, "must have required property '"+"to_stage"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema43.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema43.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema43.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema43.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("stage-changed" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "stage-changed"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.from_stage !== undefined){
let data11 = data.from_stage;
if(typeof data11 === "string"){
if(data11.length > 50 && func2(data11) > 50){
vErrors = withError(vErrors, instancePath+"/from_stage", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
if(data11.length < 1){
vErrors = withError(vErrors, instancePath+"/from_stage", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern38.test(data11)){
vErrors = withError(vErrors, instancePath+"/from_stage", "pattern", {pattern: "^[A-Za-z][A-Za-z0-9_-]*$"}, "must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/from_stage", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.to_stage !== undefined){
let data12 = data.to_stage;
if(typeof data12 === "string"){
if(data12.length > 50 && func2(data12) > 50){
vErrors = withError(vErrors, instancePath+"/to_stage", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
if(data12.length < 1){
vErrors = withError(vErrors, instancePath+"/to_stage", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern38.test(data12)){
vErrors = withError(vErrors, instancePath+"/to_stage", "pattern", {pattern: "^[A-Za-z][A-Za-z0-9_-]*$"}, "must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/to_stage", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.reason !== undefined){
let data13 = data.reason;
if((typeof data13 !== "string") && (data13 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema43.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data13 === "string"){
if(data13.length > 2000 && func2(data13) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
if(data.archived !== undefined){
let data14 = data.archived;
if(Array.isArray(data14)){
if(data14.length > 1000){
vErrors = withError(vErrors, instancePath+"/archived", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
let data15 = data14[i0];
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
vErrors = withError(vErrors, instancePath+"/archived/" + i0, "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 1 || isNaN(data15)){
vErrors = withError(vErrors, instancePath+"/archived/" + i0, "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
let i1 = data14.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data14[i1];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
vErrors = withError(vErrors, instancePath+"/archived", "uniqueItems", {i: i1, j: j0}, "must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)");
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/archived", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.manifest_digest !== undefined){
let data16 = data.manifest_digest;
if(typeof data16 === "string"){
if(!pattern15.test(data16)){
vErrors = withError(vErrors, instancePath+"/manifest_digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/manifest_digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.policy !== undefined){
if(!(validate100(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate100.errors);
errors = vErrors.length;
}
}
if(data.request !== undefined){
let data18 = data.request;
if(typeof data18 === "string"){
if(!pattern3.test(data18)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.approvals !== undefined){
let data19 = data.approvals;
if(Array.isArray(data19)){
if(data19.length > 10){
vErrors = withError(vErrors, instancePath+"/approvals", "maxItems", {limit: 10}, "must NOT have more than 10 items");
errors++;
}
const len1 = data19.length;
for(let i2=0; i2<len1; i2++){
let data20 = data19[i2];
if(typeof data20 === "string"){
if(!pattern3.test(data20)){
vErrors = withError(vErrors, instancePath+"/approvals/" + i2, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvals/" + i2, "type", {type: "string"}, "must be string");
errors++;
}
}
let i3 = data19.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data19[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
vErrors = withError(vErrors, instancePath+"/approvals", "uniqueItems", {i: i3, j: j1}, "must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)");
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.override !== undefined){
if(true !== data.override){
vErrors = withError(vErrors, instancePath+"/override", "const", {allowedValue: true}, "must be equal to constant");
errors++;
}
}
if(data.rollback !== undefined){
if(true !== data.rollback){
vErrors = withError(vErrors, instancePath+"/rollback", "const", {allowedValue: true}, "must be equal to constant");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate97.errors = vErrors;
return errors === 0;
}
validate97.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"description-set"},"version":{"type":["integer","null"],"minimum":1},"description":{"type":["string","null"],"maxLength":20000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","description"]};

function validate104(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate104.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.description === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "description"}, "must have required property '"+"description"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema45.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema45.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema45.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema45.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("description-set" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "description-set"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema45.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.description !== undefined){
let data11 = data.description;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/description", "type", {type: schema45.properties.description.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(data11.length > 20000 && func2(data11) > 20000){
vErrors = withError(vErrors, instancePath+"/description", "maxLength", {limit: 20000}, "must NOT have more than 20000 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate104.errors = vErrors;
return errors === 0;
}
validate104.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema46 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"tag-set"},"version":{"type":["integer","null"],"minimum":1},"key":{"$ref":"#/$defs/tagKey"},"value":{"type":"string","maxLength":100000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","key","value"]};
const schema47 = {"type":"string","minLength":1,"maxLength":250};

function validate110(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate110.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(data.length > 250 && func2(data) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string");
errors++;
}
validate110.errors = vErrors;
return errors === 0;
}
validate110.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate107(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate107.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema46.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema46.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema46.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema46.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("tag-set" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "tag-set"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema46.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.key !== undefined){
if(!(validate110(data.key, {instancePath:instancePath+"/key",parentData:data,parentDataProperty:"key",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate110.errors);
errors = vErrors.length;
}
}
if(data.value !== undefined){
let data12 = data.value;
if(typeof data12 === "string"){
if(data12.length > 100000 && func2(data12) > 100000){
vErrors = withError(vErrors, instancePath+"/value", "maxLength", {limit: 100000}, "must NOT have more than 100000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate107.errors = vErrors;
return errors === 0;
}
validate107.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema48 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"tag-deleted"},"version":{"type":["integer","null"],"minimum":1},"key":{"$ref":"#/$defs/tagKey"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","key"]};

function validate112(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate112.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema48.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema48.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema48.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema48.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("tag-deleted" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "tag-deleted"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema48.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.key !== undefined){
if(!(validate110(data.key, {instancePath:instancePath+"/key",parentData:data,parentDataProperty:"key",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate110.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate112.errors = vErrors;
return errors === 0;
}
validate112.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema49 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"model-created"},"version":{"type":"null"},"description":{"type":["string","null"],"maxLength":20000},"tags":{"$ref":"#/$defs/part7"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type"]};
const schema50 = {"type":"object","maxProperties":1000,"propertyNames":{"$ref":"#/$defs/tagKey"},"additionalProperties":{"type":"string","maxLength":5000}};

function validate119(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate119.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 1000}, "must NOT have more than 1000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(!(validate110(key0, {instancePath,parentData:data,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate110.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(typeof data0 === "string"){
if(data0.length > 5000 && func2(data0) > 5000){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 5000}, "must NOT have more than 5000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate119.errors = vErrors;
return errors === 0;
}
validate119.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate116(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate116.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema49.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema49.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema49.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema49.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("model-created" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "model-created"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
if(data.version !== null){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.description !== undefined){
let data11 = data.description;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/description", "type", {type: schema49.properties.description.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(data11.length > 20000 && func2(data11) > 20000){
vErrors = withError(vErrors, instancePath+"/description", "maxLength", {limit: 20000}, "must NOT have more than 20000 characters");
errors++;
}
}
}
if(data.tags !== undefined){
if(!(validate119(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate119.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate116.errors = vErrors;
return errors === 0;
}
validate116.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema51 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"model-renamed"},"version":{"type":"null"},"from":{"type":"string","maxLength":200,"minLength":1},"to":{"type":"string","maxLength":200,"minLength":1},"counterpart":{"type":"string","pattern":"^[0-9a-f]{32}$"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","from","to","counterpart","reason"]};

function validate122(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate122.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.from === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "from"}, "must have required property '"+"from"+"'");
errors++;
}
if(data.to === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "to"}, "must have required property '"+"to"+"'");
errors++;
}
if(data.counterpart === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "counterpart"}, "must have required property '"+"counterpart"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema51.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema51.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema51.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema51.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("model-renamed" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "model-renamed"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
if(data.version !== null){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.from !== undefined){
let data11 = data.from;
if(typeof data11 === "string"){
if(data11.length > 200 && func2(data11) > 200){
vErrors = withError(vErrors, instancePath+"/from", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data11.length < 1){
vErrors = withError(vErrors, instancePath+"/from", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/from", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.to !== undefined){
let data12 = data.to;
if(typeof data12 === "string"){
if(data12.length > 200 && func2(data12) > 200){
vErrors = withError(vErrors, instancePath+"/to", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data12.length < 1){
vErrors = withError(vErrors, instancePath+"/to", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/to", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.counterpart !== undefined){
let data13 = data.counterpart;
if(typeof data13 === "string"){
if(!pattern3.test(data13)){
vErrors = withError(vErrors, instancePath+"/counterpart", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/counterpart", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.reason !== undefined){
let data14 = data.reason;
if((typeof data14 !== "string") && (data14 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema51.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data14 === "string"){
if(data14.length > 2000 && func2(data14) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate122.errors = vErrors;
return errors === 0;
}
validate122.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema52 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"model-deleted"},"version":{"type":"null"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","reason"]};

function validate125(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate125.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema52.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema52.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema52.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema52.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("model-deleted" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "model-deleted"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
if(data.version !== null){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.reason !== undefined){
let data11 = data.reason;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema52.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(data11.length > 2000 && func2(data11) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate125.errors = vErrors;
return errors === 0;
}
validate125.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema53 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"version-deleted"},"version":{"type":"integer","minimum":1},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","reason"]};

function validate128(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate128.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema53.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema53.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema53.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema53.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("version-deleted" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "version-deleted"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.reason !== undefined){
let data11 = data.reason;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema53.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(data11.length > 2000 && func2(data11) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate128.errors = vErrors;
return errors === 0;
}
validate128.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema54 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"approval-requested"},"version":{"type":["integer","null"],"minimum":1},"change":{"$ref":"#/$defs/change"},"reason":{"type":["string","null"],"maxLength":2000},"approvals":{"type":"integer","minimum":1,"maximum":10},"requesters":{"type":"array","minItems":1,"maxItems":20,"items":{"$ref":"#/$defs/person"}},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"review":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"policy":{"$ref":"#/$defs/verdict"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","change","reason","approvals","requesters","expires_at","review","policy"]};
const schema55 = {"oneOf":[{"$ref":"#/$defs/part28"},{"$ref":"#/$defs/part29"}]};
const schema56 = {"type":"object","additionalProperties":false,"properties":{"type":{"const":"stage"},"from_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"to_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"archive_existing":{"type":"boolean"},"manifest_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"serves":{"type":["integer","null"],"minimum":1},"rollback":{"type":"boolean"},"endpoint":{"type":"string","minLength":1,"maxLength":200}},"required":["type","from_stage","to_stage","archive_existing","manifest_digest","serves","rollback"]};

function validate135(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate135.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.from_stage === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "from_stage"}, "must have required property '"+"from_stage"+"'");
errors++;
}
if(data.to_stage === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "to_stage"}, "must have required property '"+"to_stage"+"'");
errors++;
}
if(data.archive_existing === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "archive_existing"}, "must have required property '"+"archive_existing"+"'");
errors++;
}
if(data.manifest_digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "manifest_digest"}, "must have required property '"+"manifest_digest"+"'");
errors++;
}
if(data.serves === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "serves"}, "must have required property '"+"serves"+"'");
errors++;
}
if(data.rollback === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "rollback"}, "must have required property '"+"rollback"+"'");
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "type") || (key0 === "from_stage")) || (key0 === "to_stage")) || (key0 === "archive_existing")) || (key0 === "manifest_digest")) || (key0 === "serves")) || (key0 === "rollback")) || (key0 === "endpoint"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.type !== undefined){
if("stage" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "stage"}, "must be equal to constant");
errors++;
}
}
if(data.from_stage !== undefined){
let data1 = data.from_stage;
if(typeof data1 === "string"){
if(data1.length > 50 && func2(data1) > 50){
vErrors = withError(vErrors, instancePath+"/from_stage", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/from_stage", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern38.test(data1)){
vErrors = withError(vErrors, instancePath+"/from_stage", "pattern", {pattern: "^[A-Za-z][A-Za-z0-9_-]*$"}, "must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/from_stage", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.to_stage !== undefined){
let data2 = data.to_stage;
if(typeof data2 === "string"){
if(data2.length > 50 && func2(data2) > 50){
vErrors = withError(vErrors, instancePath+"/to_stage", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/to_stage", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern38.test(data2)){
vErrors = withError(vErrors, instancePath+"/to_stage", "pattern", {pattern: "^[A-Za-z][A-Za-z0-9_-]*$"}, "must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/to_stage", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.archive_existing !== undefined){
if(typeof data.archive_existing !== "boolean"){
vErrors = withError(vErrors, instancePath+"/archive_existing", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.manifest_digest !== undefined){
let data4 = data.manifest_digest;
if(typeof data4 === "string"){
if(!pattern15.test(data4)){
vErrors = withError(vErrors, instancePath+"/manifest_digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/manifest_digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.serves !== undefined){
let data5 = data.serves;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/serves", "type", {type: schema56.properties.serves.type}, "must be integer,null");
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/serves", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.rollback !== undefined){
if(typeof data.rollback !== "boolean"){
vErrors = withError(vErrors, instancePath+"/rollback", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.endpoint !== undefined){
let data7 = data.endpoint;
if(typeof data7 === "string"){
if(data7.length > 200 && func2(data7) > 200){
vErrors = withError(vErrors, instancePath+"/endpoint", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/endpoint", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/endpoint", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate135.errors = vErrors;
return errors === 0;
}
validate135.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema57 = {"type":"object","additionalProperties":false,"properties":{"type":{"const":"disown"},"records":{"$ref":"#/$defs/records"}},"required":["type","records"]};
const schema58 = {"type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/part27"}};
const schema59 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1000},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","digest"]};

function validate139(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate139.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "path") || (key0 === "digest"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1000 && func2(data0) > 1000){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.digest !== undefined){
let data1 = data.digest;
if(typeof data1 === "string"){
if(!pattern15.test(data1)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate139.errors = vErrors;
return errors === 0;
}
validate139.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate138(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate138.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length > 1000){
vErrors = withError(vErrors, instancePath, "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
if(data.length < 1){
vErrors = withError(vErrors, instancePath, "minItems", {limit: 1}, "must NOT have fewer than 1 items");
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate139(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate139.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "array"}, "must be array");
errors++;
}
validate138.errors = vErrors;
return errors === 0;
}
validate138.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate137(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate137.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.records === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "records"}, "must have required property '"+"records"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "records"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.type !== undefined){
if("disown" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "disown"}, "must be equal to constant");
errors++;
}
}
if(data.records !== undefined){
if(!(validate138(data.records, {instancePath:instancePath+"/records",parentData:data,parentDataProperty:"records",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate138.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate137.errors = vErrors;
return errors === 0;
}
validate137.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate134(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate134.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = false;
let passing0 = null;
const _errs1 = errors;
if(!(validate135(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate135.errors);
errors = vErrors.length;
}
var _valid0 = _errs1 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
var props0 = true;
}
const _errs2 = errors;
if(!(validate137(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate137.errors);
errors = vErrors.length;
}
var _valid0 = _errs2 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
if(props0 !== true){
props0 = true;
}
}
}
if(!valid0){
vErrors = withError(vErrors, instancePath, "oneOf", {passingSchemas: passing0}, "must match exactly one schema in oneOf");
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate134.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate134.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema60 = {"type":"object","additionalProperties":false,"properties":{"login":{"type":"string","minLength":1,"maxLength":500},"id":{"type":["string","null"],"maxLength":50},"type":{"type":["string","null"],"maxLength":50}},"required":["login","id","type"]};

function validate144(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate144.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.login === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "login"}, "must have required property '"+"login"+"'");
errors++;
}
if(data.id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "id"}, "must have required property '"+"id"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "login") || (key0 === "id")) || (key0 === "type"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.login !== undefined){
let data0 = data.login;
if(typeof data0 === "string"){
if(data0.length > 500 && func2(data0) > 500){
vErrors = withError(vErrors, instancePath+"/login", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/login", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/login", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/id", "type", {type: schema60.properties.id.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 50 && func2(data1) > 50){
vErrors = withError(vErrors, instancePath+"/id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.type !== undefined){
let data2 = data.type;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/type", "type", {type: schema60.properties.type.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 50 && func2(data2) > 50){
vErrors = withError(vErrors, instancePath+"/type", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate144.errors = vErrors;
return errors === 0;
}
validate144.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate131(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate131.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.change === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "change"}, "must have required property '"+"change"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.approvals === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "approvals"}, "must have required property '"+"approvals"+"'");
errors++;
}
if(data.requesters === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "requesters"}, "must have required property '"+"requesters"+"'");
errors++;
}
if(data.expires_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "expires_at"}, "must have required property '"+"expires_at"+"'");
errors++;
}
if(data.review === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "review"}, "must have required property '"+"review"+"'");
errors++;
}
if(data.policy === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "policy"}, "must have required property '"+"policy"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema54.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema54.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema54.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema54.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("approval-requested" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "approval-requested"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema54.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.change !== undefined){
if(!(validate134(data.change, {instancePath:instancePath+"/change",parentData:data,parentDataProperty:"change",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate134.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data12 = data.reason;
if((typeof data12 !== "string") && (data12 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema54.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data12 === "string"){
if(data12.length > 2000 && func2(data12) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
if(data.approvals !== undefined){
let data13 = data.approvals;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 10 || isNaN(data13)){
vErrors = withError(vErrors, instancePath+"/approvals", "maximum", {comparison: "<=", limit: 10}, "must be <= 10");
errors++;
}
if(data13 < 1 || isNaN(data13)){
vErrors = withError(vErrors, instancePath+"/approvals", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.requesters !== undefined){
let data14 = data.requesters;
if(Array.isArray(data14)){
if(data14.length > 20){
vErrors = withError(vErrors, instancePath+"/requesters", "maxItems", {limit: 20}, "must NOT have more than 20 items");
errors++;
}
if(data14.length < 1){
vErrors = withError(vErrors, instancePath+"/requesters", "minItems", {limit: 1}, "must NOT have fewer than 1 items");
errors++;
}
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
if(!(validate144(data14[i0], {instancePath:instancePath+"/requesters/" + i0,parentData:data14,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate144.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/requesters", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.expires_at !== undefined){
let data16 = data.expires_at;
if(typeof data16 === "string"){
if(!pattern14.test(data16)){
vErrors = withError(vErrors, instancePath+"/expires_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.review !== undefined){
let data17 = data.review;
if(typeof data17 === "string"){
if(!pattern15.test(data17)){
vErrors = withError(vErrors, instancePath+"/review", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/review", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.policy !== undefined){
if(!(validate100(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate100.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate131.errors = vErrors;
return errors === 0;
}
validate131.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema61 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"approved"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"review":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"person":{"$ref":"#/$defs/person"},"evidence":{"$ref":"#/$defs/evidence"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","review","person","evidence","reason"]};
const schema62 = {"type":"object","additionalProperties":false,"properties":{"via":{"type":"string","enum":["dispatch","comment","environment","local"]},"issue":{"type":"integer","minimum":1},"comment_id":{"type":"string","maxLength":50},"comment_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"environment":{"type":"string","maxLength":250}},"required":["via"]};

function validate151(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate151.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.via === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "via"}, "must have required property '"+"via"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "via") || (key0 === "issue")) || (key0 === "comment_id")) || (key0 === "comment_at")) || (key0 === "environment"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.via !== undefined){
let data0 = data.via;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/via", "type", {type: "string"}, "must be string");
errors++;
}
if(!((((data0 === "dispatch") || (data0 === "comment")) || (data0 === "environment")) || (data0 === "local"))){
vErrors = withError(vErrors, instancePath+"/via", "enum", {allowedValues: schema62.properties.via.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.issue !== undefined){
let data1 = data.issue;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/issue", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/issue", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.comment_id !== undefined){
let data2 = data.comment_id;
if(typeof data2 === "string"){
if(data2.length > 50 && func2(data2) > 50){
vErrors = withError(vErrors, instancePath+"/comment_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/comment_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.comment_at !== undefined){
let data3 = data.comment_at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/comment_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/comment_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.environment !== undefined){
let data4 = data.environment;
if(typeof data4 === "string"){
if(data4.length > 250 && func2(data4) > 250){
vErrors = withError(vErrors, instancePath+"/environment", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/environment", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate151.errors = vErrors;
return errors === 0;
}
validate151.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate147(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate147.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
if(data.review === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "review"}, "must have required property '"+"review"+"'");
errors++;
}
if(data.person === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "person"}, "must have required property '"+"person"+"'");
errors++;
}
if(data.evidence === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "evidence"}, "must have required property '"+"evidence"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema61.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema61.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema61.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema61.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("approved" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "approved"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema61.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.request !== undefined){
let data11 = data.request;
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.review !== undefined){
let data12 = data.review;
if(typeof data12 === "string"){
if(!pattern15.test(data12)){
vErrors = withError(vErrors, instancePath+"/review", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/review", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.person !== undefined){
if(!(validate144(data.person, {instancePath:instancePath+"/person",parentData:data,parentDataProperty:"person",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate144.errors);
errors = vErrors.length;
}
}
if(data.evidence !== undefined){
if(!(validate151(data.evidence, {instancePath:instancePath+"/evidence",parentData:data,parentDataProperty:"evidence",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate151.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data15 = data.reason;
if((typeof data15 !== "string") && (data15 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema61.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data15 === "string"){
if(data15.length > 2000 && func2(data15) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate147.errors = vErrors;
return errors === 0;
}
validate147.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema63 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"rejected"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"person":{"$ref":"#/$defs/person"},"evidence":{"$ref":"#/$defs/evidence"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","person","evidence","reason"]};

function validate153(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate153.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
if(data.person === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "person"}, "must have required property '"+"person"+"'");
errors++;
}
if(data.evidence === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "evidence"}, "must have required property '"+"evidence"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema63.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema63.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema63.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema63.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("rejected" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "rejected"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema63.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.request !== undefined){
let data11 = data.request;
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.person !== undefined){
if(!(validate144(data.person, {instancePath:instancePath+"/person",parentData:data,parentDataProperty:"person",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate144.errors);
errors = vErrors.length;
}
}
if(data.evidence !== undefined){
if(!(validate151(data.evidence, {instancePath:instancePath+"/evidence",parentData:data,parentDataProperty:"evidence",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate151.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data14 = data.reason;
if((typeof data14 !== "string") && (data14 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema63.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data14 === "string"){
if(data14.length > 2000 && func2(data14) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate153.errors = vErrors;
return errors === 0;
}
validate153.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema64 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"cancelled"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","reason"]};

function validate158(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate158.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema64.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema64.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema64.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema64.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("cancelled" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "cancelled"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema64.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.request !== undefined){
let data11 = data.request;
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.reason !== undefined){
let data12 = data.reason;
if((typeof data12 !== "string") && (data12 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema64.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data12 === "string"){
if(data12.length > 2000 && func2(data12) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate158.errors = vErrors;
return errors === 0;
}
validate158.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema65 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"refused"},"version":{"type":["integer","null"],"minimum":1},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"policy":{"$ref":"#/$defs/verdict"}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","request","policy"]};

function validate161(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate161.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
if(data.policy === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "policy"}, "must have required property '"+"policy"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema65.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema65.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema65.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema65.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("refused" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "refused"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
let data10 = data.version;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema65.properties.version.type}, "must be integer,null");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.request !== undefined){
let data11 = data.request;
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.policy !== undefined){
if(!(validate100(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate100.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate161.errors = vErrors;
return errors === 0;
}
validate161.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema66 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"model":{"type":"string","maxLength":200,"minLength":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"#/$defs/origin"},"oidc":{"$ref":"#/$defs/oidc"},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"type":{"const":"disowned"},"version":{"type":"null"},"records":{"$ref":"#/$defs/records"},"reason":{"type":"string","minLength":1,"maxLength":2000},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"approvals":{"type":"array","maxItems":10,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}}},"required":["schema","event_id","model","at","actor","ci_run_url","previous","version","type","records","reason"]};

function validate165(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate165.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.previous === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "previous"}, "must have required property '"+"previous"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.records === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "records"}, "must have required property '"+"records"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema66.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(data2.length > 200 && func2(data2) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data4 = data.actor;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema66.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data5 = data.ci_run_url;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema66.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 2048 && func2(data5) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate77(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate77.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate79(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.previous !== undefined){
let data8 = data.previous;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/previous", "type", {type: schema66.properties.previous.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
vErrors = withError(vErrors, instancePath+"/previous", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.type !== undefined){
if("disowned" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "disowned"}, "must be equal to constant");
errors++;
}
}
if(data.version !== undefined){
if(data.version !== null){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.records !== undefined){
if(!(validate138(data.records, {instancePath:instancePath+"/records",parentData:data,parentDataProperty:"records",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate138.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data12 = data.reason;
if(typeof data12 === "string"){
if(data12.length > 2000 && func2(data12) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data12.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.request !== undefined){
let data13 = data.request;
if(typeof data13 === "string"){
if(!pattern3.test(data13)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.approvals !== undefined){
let data14 = data.approvals;
if(Array.isArray(data14)){
if(data14.length > 10){
vErrors = withError(vErrors, instancePath+"/approvals", "maxItems", {limit: 10}, "must NOT have more than 10 items");
errors++;
}
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
let data15 = data14[i0];
if(typeof data15 === "string"){
if(!pattern3.test(data15)){
vErrors = withError(vErrors, instancePath+"/approvals/" + i0, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvals/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
let i1 = data14.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data14[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
vErrors = withError(vErrors, instancePath+"/approvals", "uniqueItems", {i: i1, j: j0}, "must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)");
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate165.errors = vErrors;
return errors === 0;
}
validate165.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate75(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="model-event.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate75.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "registered"){
if(!(validate76(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate76.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "alias-set"){
if(!(validate83(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate83.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "alias-deleted"){
if(!(validate94(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate94.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "stage-changed"){
if(!(validate97(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate97.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "description-set"){
if(!(validate104(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate104.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "tag-set"){
if(!(validate107(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate107.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "tag-deleted"){
if(!(validate112(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate112.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "model-created"){
if(!(validate116(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate116.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "model-renamed"){
if(!(validate122(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate122.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "model-deleted"){
if(!(validate125(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate125.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "version-deleted"){
if(!(validate128(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate128.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "approval-requested"){
if(!(validate131(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate131.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "approved"){
if(!(validate147(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate147.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "rejected"){
if(!(validate153(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate153.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "cancelled"){
if(!(validate158(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate158.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "refused"){
if(!(validate161(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate161.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "disowned"){
if(!(validate165(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate165.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
vErrors = withError(vErrors, instancePath, "discriminator", {error: "mapping", tag: "type", tagValue: tag0}, "value of tag \"type\" must be in oneOf");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "discriminator", {error: "tag", tag: "type", tagValue: tag0}, "tag \"type\" must be string");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate75.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate75.evaluated = {"dynamicProps":true,"dynamicItems":false};

export const modelVersion = validate215;
const schema80 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"model-version.v1.schema.json","type":"object","required":["policy"],"if":{"$ref":"#/$defs/part1"},"then":{"$ref":"#/$defs/unjudged"},"else":{"$ref":"#/$defs/judged"},"$defs":{"judged":{"$ref":"#/$defs/part7"},"unjudged":{"$ref":"#/$defs/part10"},"finding":{"$ref":"#/$defs/part11"},"part0":{"type":"object","properties":{"verdict":{"const":"unjudged"}},"required":["verdict"]},"part1":{"properties":{"policy":{"$ref":"#/$defs/part0"}},"required":["policy"]},"part2":{"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1},"name":{"type":"string","maxLength":300},"id":{"type":"string","maxLength":100},"url":{"type":"string","maxLength":2048},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}}},"part3":{"type":"object","maxProperties":1000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":8000}},"part4":{"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"model":{"type":["string","null"],"maxLength":250},"reason":{"type":"string","maxLength":1000},"by":{"type":"string","maxLength":250},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}},"required":["rule","model","reason","by","expires"]},"part5":{"type":"object","additionalProperties":false,"properties":{"finding":{"$ref":"#/$defs/finding"},"waiver":{"$ref":"#/$defs/part4"}},"required":["finding","waiver"]},"part6":{"type":"object","additionalProperties":false,"properties":{"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"verdict":{"type":"string","enum":["pass","fail"]},"findings":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/finding"}},"waived":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part5"}}},"required":["digest","verdict","findings"]},"part7":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-version/v1"},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"run_path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"manifest":{"$ref":"manifest.v1.schema.json"},"stored":{"type":"array","maxItems":20,"items":{"$ref":"#/$defs/part2"}},"tags":{"$ref":"#/$defs/part3"},"description":{"type":["string","null"],"maxLength":100000},"card":{"type":["string","null"],"maxLength":100000},"policy":{"$ref":"#/$defs/part6"},"registered_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"registered_by":{"type":["string","null"],"maxLength":500}},"required":["schema","model","version","run_id","run_path","manifest","stored","tags","description","card","policy","registered_at","registered_by"]},"part8":{"type":"object","maxProperties":1000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":8000}},"part9":{"type":"object","additionalProperties":false,"properties":{"digest":{"type":"null"},"verdict":{"const":"unjudged"},"findings":{"type":"array","maxItems":0,"items":{"$ref":"#/$defs/finding"}}},"required":["digest","verdict","findings"]},"part10":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-version/v1"},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"run_id":{"type":"null"},"run_path":{"type":"null"},"manifest":{"type":"null"},"stored":{"type":"array","maxItems":0},"tags":{"$ref":"#/$defs/part8"},"description":{"type":["string","null"],"maxLength":100000},"card":{"type":"null"},"policy":{"$ref":"#/$defs/part9"},"registered_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"registered_by":{"type":["string","null"],"maxLength":500},"source":{"type":"string","minLength":1,"maxLength":2048,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"storage":{"type":"string","minLength":1,"maxLength":2048,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"claimed_run_id":{"type":"string","minLength":1,"maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"claimed_model_id":{"type":"string","minLength":1,"maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"run_link":{"type":"string","minLength":1,"maxLength":2048,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"required":["schema","model","version","run_id","run_path","manifest","stored","tags","description","card","policy","registered_at","registered_by"]},"part11":{"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"severity":{"type":"string","enum":["error","warning","notice"]},"subject":{"type":"string","maxLength":500},"message":{"type":"string","maxLength":4000},"mend":{"type":"string","maxLength":4000},"log_url":{"type":"string","maxLength":2000}},"required":["rule","severity","subject","message","mend"]}}};
const schema81 = {"properties":{"policy":{"$ref":"#/$defs/part0"}},"required":["policy"]};
const schema82 = {"type":"object","properties":{"verdict":{"const":"unjudged"}},"required":["verdict"]};

function validate217(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate217.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.verdict === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "verdict"}, "must have required property '"+"verdict"+"'");
errors++;
}
if(data.verdict !== undefined){
if("unjudged" !== data.verdict){
vErrors = withError(vErrors, instancePath+"/verdict", "const", {allowedValue: "unjudged"}, "must be equal to constant");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate217.errors = vErrors;
return errors === 0;
}
validate217.evaluated = {"props":{"verdict":true},"dynamicProps":false,"dynamicItems":false};


function validate216(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate216.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.policy === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "policy"}, "must have required property '"+"policy"+"'");
errors++;
}
if(data.policy !== undefined){
if(!(validate217(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate217.errors);
errors = vErrors.length;
}
}
}
validate216.errors = vErrors;
return errors === 0;
}
validate216.evaluated = {"props":{"policy":true},"dynamicProps":false,"dynamicItems":false};

const schema83 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-version/v1"},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"run_id":{"type":"null"},"run_path":{"type":"null"},"manifest":{"type":"null"},"stored":{"type":"array","maxItems":0},"tags":{"$ref":"#/$defs/part8"},"description":{"type":["string","null"],"maxLength":100000},"card":{"type":"null"},"policy":{"$ref":"#/$defs/part9"},"registered_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"registered_by":{"type":["string","null"],"maxLength":500},"source":{"type":"string","minLength":1,"maxLength":2048,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"storage":{"type":"string","minLength":1,"maxLength":2048,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"claimed_run_id":{"type":"string","minLength":1,"maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"claimed_model_id":{"type":"string","minLength":1,"maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"run_link":{"type":"string","minLength":1,"maxLength":2048,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"required":["schema","model","version","run_id","run_path","manifest","stored","tags","description","card","policy","registered_at","registered_by"]};
const schema84 = {"type":"object","maxProperties":1000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":8000}};

function validate221(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate221.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 1000}, "must NOT have more than 1000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(typeof data0 === "string"){
if(data0.length > 8000 && func2(data0) > 8000){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 8000}, "must NOT have more than 8000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate221.errors = vErrors;
return errors === 0;
}
validate221.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema85 = {"type":"object","additionalProperties":false,"properties":{"digest":{"type":"null"},"verdict":{"const":"unjudged"},"findings":{"type":"array","maxItems":0,"items":{"$ref":"#/$defs/finding"}}},"required":["digest","verdict","findings"]};
const schema86 = {"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"severity":{"type":"string","enum":["error","warning","notice"]},"subject":{"type":"string","maxLength":500},"message":{"type":"string","maxLength":4000},"mend":{"type":"string","maxLength":4000},"log_url":{"type":"string","maxLength":2000}},"required":["rule","severity","subject","message","mend"]};

function validate224(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate224.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rule === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "rule"}, "must have required property '"+"rule"+"'");
errors++;
}
if(data.severity === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "severity"}, "must have required property '"+"severity"+"'");
errors++;
}
if(data.subject === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "subject"}, "must have required property '"+"subject"+"'");
errors++;
}
if(data.message === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "message"}, "must have required property '"+"message"+"'");
errors++;
}
if(data.mend === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "mend"}, "must have required property '"+"mend"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "rule") || (key0 === "severity")) || (key0 === "subject")) || (key0 === "message")) || (key0 === "mend")) || (key0 === "log_url"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.rule !== undefined){
let data0 = data.rule;
if(typeof data0 === "string"){
if(data0.length > 300 && func2(data0) > 300){
vErrors = withError(vErrors, instancePath+"/rule", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/rule", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.severity !== undefined){
let data1 = data.severity;
if(typeof data1 !== "string"){
vErrors = withError(vErrors, instancePath+"/severity", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data1 === "error") || (data1 === "warning")) || (data1 === "notice"))){
vErrors = withError(vErrors, instancePath+"/severity", "enum", {allowedValues: schema86.properties.severity.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.subject !== undefined){
let data2 = data.subject;
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/subject", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/subject", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.message !== undefined){
let data3 = data.message;
if(typeof data3 === "string"){
if(data3.length > 4000 && func2(data3) > 4000){
vErrors = withError(vErrors, instancePath+"/message", "maxLength", {limit: 4000}, "must NOT have more than 4000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/message", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.mend !== undefined){
let data4 = data.mend;
if(typeof data4 === "string"){
if(data4.length > 4000 && func2(data4) > 4000){
vErrors = withError(vErrors, instancePath+"/mend", "maxLength", {limit: 4000}, "must NOT have more than 4000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/mend", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.log_url !== undefined){
let data5 = data.log_url;
if(typeof data5 === "string"){
if(data5.length > 2000 && func2(data5) > 2000){
vErrors = withError(vErrors, instancePath+"/log_url", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/log_url", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate224.errors = vErrors;
return errors === 0;
}
validate224.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate223(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate223.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.verdict === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "verdict"}, "must have required property '"+"verdict"+"'");
errors++;
}
if(data.findings === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "findings"}, "must have required property '"+"findings"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "digest") || (key0 === "verdict")) || (key0 === "findings"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.digest !== undefined){
if(data.digest !== null){
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.verdict !== undefined){
if("unjudged" !== data.verdict){
vErrors = withError(vErrors, instancePath+"/verdict", "const", {allowedValue: "unjudged"}, "must be equal to constant");
errors++;
}
}
if(data.findings !== undefined){
let data2 = data.findings;
if(Array.isArray(data2)){
if(data2.length > 0){
vErrors = withError(vErrors, instancePath+"/findings", "maxItems", {limit: 0}, "must NOT have more than 0 items");
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate224(data2[i0], {instancePath:instancePath+"/findings/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate224.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/findings", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate223.errors = vErrors;
return errors === 0;
}
validate223.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate220(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate220.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_id"}, "must have required property '"+"run_id"+"'");
errors++;
}
if(data.run_path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_path"}, "must have required property '"+"run_path"+"'");
errors++;
}
if(data.manifest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "manifest"}, "must have required property '"+"manifest"+"'");
errors++;
}
if(data.stored === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "stored"}, "must have required property '"+"stored"+"'");
errors++;
}
if(data.tags === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "tags"}, "must have required property '"+"tags"+"'");
errors++;
}
if(data.description === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "description"}, "must have required property '"+"description"+"'");
errors++;
}
if(data.card === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "card"}, "must have required property '"+"card"+"'");
errors++;
}
if(data.policy === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "policy"}, "must have required property '"+"policy"+"'");
errors++;
}
if(data.registered_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "registered_at"}, "must have required property '"+"registered_at"+"'");
errors++;
}
if(data.registered_by === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "registered_by"}, "must have required property '"+"registered_by"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema83.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-version/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-version/v1"}, "must be equal to constant");
errors++;
}
}
if(data.model !== undefined){
let data1 = data.model;
if(typeof data1 === "string"){
if(data1.length > 200 && func2(data1) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data2 = data.version;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.run_id !== undefined){
if(data.run_id !== null){
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.run_path !== undefined){
if(data.run_path !== null){
vErrors = withError(vErrors, instancePath+"/run_path", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.manifest !== undefined){
if(data.manifest !== null){
vErrors = withError(vErrors, instancePath+"/manifest", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.stored !== undefined){
let data6 = data.stored;
if(Array.isArray(data6)){
if(data6.length > 0){
vErrors = withError(vErrors, instancePath+"/stored", "maxItems", {limit: 0}, "must NOT have more than 0 items");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/stored", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.tags !== undefined){
if(!(validate221(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate221.errors);
errors = vErrors.length;
}
}
if(data.description !== undefined){
let data8 = data.description;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/description", "type", {type: schema83.properties.description.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(data8.length > 100000 && func2(data8) > 100000){
vErrors = withError(vErrors, instancePath+"/description", "maxLength", {limit: 100000}, "must NOT have more than 100000 characters");
errors++;
}
}
}
if(data.card !== undefined){
if(data.card !== null){
vErrors = withError(vErrors, instancePath+"/card", "type", {type: "null"}, "must be null");
errors++;
}
}
if(data.policy !== undefined){
if(!(validate223(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate223.errors);
errors = vErrors.length;
}
}
if(data.registered_at !== undefined){
let data11 = data.registered_at;
if(typeof data11 === "string"){
if(!pattern14.test(data11)){
vErrors = withError(vErrors, instancePath+"/registered_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/registered_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.registered_by !== undefined){
let data12 = data.registered_by;
if((typeof data12 !== "string") && (data12 !== null)){
vErrors = withError(vErrors, instancePath+"/registered_by", "type", {type: schema83.properties.registered_by.type}, "must be string,null");
errors++;
}
if(typeof data12 === "string"){
if(data12.length > 500 && func2(data12) > 500){
vErrors = withError(vErrors, instancePath+"/registered_by", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.source !== undefined){
let data13 = data.source;
if(typeof data13 === "string"){
if(data13.length > 2048 && func2(data13) > 2048){
vErrors = withError(vErrors, instancePath+"/source", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
if(data13.length < 1){
vErrors = withError(vErrors, instancePath+"/source", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data13)){
vErrors = withError(vErrors, instancePath+"/source", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/source", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.storage !== undefined){
let data14 = data.storage;
if(typeof data14 === "string"){
if(data14.length > 2048 && func2(data14) > 2048){
vErrors = withError(vErrors, instancePath+"/storage", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
if(data14.length < 1){
vErrors = withError(vErrors, instancePath+"/storage", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data14)){
vErrors = withError(vErrors, instancePath+"/storage", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/storage", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.claimed_run_id !== undefined){
let data15 = data.claimed_run_id;
if(typeof data15 === "string"){
if(data15.length > 500 && func2(data15) > 500){
vErrors = withError(vErrors, instancePath+"/claimed_run_id", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data15.length < 1){
vErrors = withError(vErrors, instancePath+"/claimed_run_id", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data15)){
vErrors = withError(vErrors, instancePath+"/claimed_run_id", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/claimed_run_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.claimed_model_id !== undefined){
let data16 = data.claimed_model_id;
if(typeof data16 === "string"){
if(data16.length > 500 && func2(data16) > 500){
vErrors = withError(vErrors, instancePath+"/claimed_model_id", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data16.length < 1){
vErrors = withError(vErrors, instancePath+"/claimed_model_id", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data16)){
vErrors = withError(vErrors, instancePath+"/claimed_model_id", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/claimed_model_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.run_link !== undefined){
let data17 = data.run_link;
if(typeof data17 === "string"){
if(data17.length > 2048 && func2(data17) > 2048){
vErrors = withError(vErrors, instancePath+"/run_link", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
if(data17.length < 1){
vErrors = withError(vErrors, instancePath+"/run_link", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data17)){
vErrors = withError(vErrors, instancePath+"/run_link", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/run_link", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate220.errors = vErrors;
return errors === 0;
}
validate220.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema87 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-version/v1"},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"run_path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"manifest":{"$ref":"manifest.v1.schema.json"},"stored":{"type":"array","maxItems":20,"items":{"$ref":"#/$defs/part2"}},"tags":{"$ref":"#/$defs/part3"},"description":{"type":["string","null"],"maxLength":100000},"card":{"type":["string","null"],"maxLength":100000},"policy":{"$ref":"#/$defs/part6"},"registered_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"registered_by":{"type":["string","null"],"maxLength":500}},"required":["schema","model","version","run_id","run_path","manifest","stored","tags","description","card","policy","registered_at","registered_by"]};
const schema88 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1},"name":{"type":"string","maxLength":300},"id":{"type":"string","maxLength":100},"url":{"type":"string","maxLength":2048},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}}};

function validate230(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate230.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "type") || (key0 === "name")) || (key0 === "id")) || (key0 === "url")) || (key0 === "digest")) || (key0 === "size_bytes")) || (key0 === "expires_at"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 === "string"){
if(data0.length > 40 && func2(data0) > 40){
vErrors = withError(vErrors, instancePath+"/type", "maxLength", {limit: 40}, "must NOT have more than 40 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/type", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/type", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 300 && func2(data1) > 300){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.id !== undefined){
let data2 = data.id;
if(typeof data2 === "string"){
if(data2.length > 100 && func2(data2) > 100){
vErrors = withError(vErrors, instancePath+"/id", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.url !== undefined){
let data3 = data.url;
if(typeof data3 === "string"){
if(data3.length > 2048 && func2(data3) > 2048){
vErrors = withError(vErrors, instancePath+"/url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/url", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.digest !== undefined){
let data4 = data.digest;
if(typeof data4 === "string"){
if(!pattern15.test(data4)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data5 = data.size_bytes;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9007199254740991 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data5 < 0 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.expires_at !== undefined){
let data6 = data.expires_at;
if(typeof data6 === "string"){
if(!pattern14.test(data6)){
vErrors = withError(vErrors, instancePath+"/expires_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires_at", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate230.errors = vErrors;
return errors === 0;
}
validate230.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema89 = {"type":"object","maxProperties":1000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":8000}};

function validate232(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate232.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 1000}, "must NOT have more than 1000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(typeof data0 === "string"){
if(data0.length > 8000 && func2(data0) > 8000){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 8000}, "must NOT have more than 8000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate232.errors = vErrors;
return errors === 0;
}
validate232.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema90 = {"type":"object","additionalProperties":false,"properties":{"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"verdict":{"type":"string","enum":["pass","fail"]},"findings":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/finding"}},"waived":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part5"}}},"required":["digest","verdict","findings"]};
const schema91 = {"type":"object","additionalProperties":false,"properties":{"finding":{"$ref":"#/$defs/finding"},"waiver":{"$ref":"#/$defs/part4"}},"required":["finding","waiver"]};
const schema92 = {"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"model":{"type":["string","null"],"maxLength":250},"reason":{"type":"string","maxLength":1000},"by":{"type":"string","maxLength":250},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}},"required":["rule","model","reason","by","expires"]};

function validate238(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate238.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rule === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "rule"}, "must have required property '"+"rule"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.by === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "by"}, "must have required property '"+"by"+"'");
errors++;
}
if(data.expires === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "expires"}, "must have required property '"+"expires"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "rule") || (key0 === "model")) || (key0 === "reason")) || (key0 === "by")) || (key0 === "expires"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.rule !== undefined){
let data0 = data.rule;
if(typeof data0 === "string"){
if(data0.length > 300 && func2(data0) > 300){
vErrors = withError(vErrors, instancePath+"/rule", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/rule", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data1 = data.model;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/model", "type", {type: schema92.properties.model.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
}
if(data.reason !== undefined){
let data2 = data.reason;
if(typeof data2 === "string"){
if(data2.length > 1000 && func2(data2) > 1000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.by !== undefined){
let data3 = data.by;
if(typeof data3 === "string"){
if(data3.length > 250 && func2(data3) > 250){
vErrors = withError(vErrors, instancePath+"/by", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/by", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.expires !== undefined){
let data4 = data.expires;
if(typeof data4 === "string"){
if(!pattern31.test(data4)){
vErrors = withError(vErrors, instancePath+"/expires", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate238.errors = vErrors;
return errors === 0;
}
validate238.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate236(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate236.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.finding === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "finding"}, "must have required property '"+"finding"+"'");
errors++;
}
if(data.waiver === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "waiver"}, "must have required property '"+"waiver"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "finding") || (key0 === "waiver"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.finding !== undefined){
if(!(validate224(data.finding, {instancePath:instancePath+"/finding",parentData:data,parentDataProperty:"finding",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate224.errors);
errors = vErrors.length;
}
}
if(data.waiver !== undefined){
if(!(validate238(data.waiver, {instancePath:instancePath+"/waiver",parentData:data,parentDataProperty:"waiver",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate238.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate236.errors = vErrors;
return errors === 0;
}
validate236.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate234(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate234.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.verdict === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "verdict"}, "must have required property '"+"verdict"+"'");
errors++;
}
if(data.findings === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "findings"}, "must have required property '"+"findings"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "digest") || (key0 === "verdict")) || (key0 === "findings")) || (key0 === "waived"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.digest !== undefined){
let data0 = data.digest;
if(typeof data0 === "string"){
if(!pattern15.test(data0)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.verdict !== undefined){
let data1 = data.verdict;
if(typeof data1 !== "string"){
vErrors = withError(vErrors, instancePath+"/verdict", "type", {type: "string"}, "must be string");
errors++;
}
if(!((data1 === "pass") || (data1 === "fail"))){
vErrors = withError(vErrors, instancePath+"/verdict", "enum", {allowedValues: schema90.properties.verdict.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.findings !== undefined){
let data2 = data.findings;
if(Array.isArray(data2)){
if(data2.length > 1000){
vErrors = withError(vErrors, instancePath+"/findings", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate224(data2[i0], {instancePath:instancePath+"/findings/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate224.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/findings", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.waived !== undefined){
let data4 = data.waived;
if(Array.isArray(data4)){
if(data4.length > 1000){
vErrors = withError(vErrors, instancePath+"/waived", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
if(!(validate236(data4[i1], {instancePath:instancePath+"/waived/" + i1,parentData:data4,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate236.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/waived", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate234.errors = vErrors;
return errors === 0;
}
validate234.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate228(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate228.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_id"}, "must have required property '"+"run_id"+"'");
errors++;
}
if(data.run_path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_path"}, "must have required property '"+"run_path"+"'");
errors++;
}
if(data.manifest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "manifest"}, "must have required property '"+"manifest"+"'");
errors++;
}
if(data.stored === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "stored"}, "must have required property '"+"stored"+"'");
errors++;
}
if(data.tags === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "tags"}, "must have required property '"+"tags"+"'");
errors++;
}
if(data.description === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "description"}, "must have required property '"+"description"+"'");
errors++;
}
if(data.card === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "card"}, "must have required property '"+"card"+"'");
errors++;
}
if(data.policy === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "policy"}, "must have required property '"+"policy"+"'");
errors++;
}
if(data.registered_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "registered_at"}, "must have required property '"+"registered_at"+"'");
errors++;
}
if(data.registered_by === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "registered_by"}, "must have required property '"+"registered_by"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema87.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-version/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/model-version/v1"}, "must be equal to constant");
errors++;
}
}
if(data.model !== undefined){
let data1 = data.model;
if(typeof data1 === "string"){
if(data1.length > 200 && func2(data1) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data2 = data.version;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.run_id !== undefined){
let data3 = data.run_id;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
vErrors = withError(vErrors, instancePath+"/run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.run_path !== undefined){
let data4 = data.run_path;
if(typeof data4 === "string"){
if(data4.length > 1024 && func2(data4) > 1024){
vErrors = withError(vErrors, instancePath+"/run_path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data4.length < 1){
vErrors = withError(vErrors, instancePath+"/run_path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data4)){
vErrors = withError(vErrors, instancePath+"/run_path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/run_path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.manifest !== undefined){
if(!(validate201(data.manifest, {instancePath:instancePath+"/manifest",parentData:data,parentDataProperty:"manifest",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate201.errors);
errors = vErrors.length;
}
}
if(data.stored !== undefined){
let data6 = data.stored;
if(Array.isArray(data6)){
if(data6.length > 20){
vErrors = withError(vErrors, instancePath+"/stored", "maxItems", {limit: 20}, "must NOT have more than 20 items");
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
if(!(validate230(data6[i0], {instancePath:instancePath+"/stored/" + i0,parentData:data6,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate230.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/stored", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.tags !== undefined){
if(!(validate232(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate232.errors);
errors = vErrors.length;
}
}
if(data.description !== undefined){
let data9 = data.description;
if((typeof data9 !== "string") && (data9 !== null)){
vErrors = withError(vErrors, instancePath+"/description", "type", {type: schema87.properties.description.type}, "must be string,null");
errors++;
}
if(typeof data9 === "string"){
if(data9.length > 100000 && func2(data9) > 100000){
vErrors = withError(vErrors, instancePath+"/description", "maxLength", {limit: 100000}, "must NOT have more than 100000 characters");
errors++;
}
}
}
if(data.card !== undefined){
let data10 = data.card;
if((typeof data10 !== "string") && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/card", "type", {type: schema87.properties.card.type}, "must be string,null");
errors++;
}
if(typeof data10 === "string"){
if(data10.length > 100000 && func2(data10) > 100000){
vErrors = withError(vErrors, instancePath+"/card", "maxLength", {limit: 100000}, "must NOT have more than 100000 characters");
errors++;
}
}
}
if(data.policy !== undefined){
if(!(validate234(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate234.errors);
errors = vErrors.length;
}
}
if(data.registered_at !== undefined){
let data12 = data.registered_at;
if(typeof data12 === "string"){
if(!pattern14.test(data12)){
vErrors = withError(vErrors, instancePath+"/registered_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/registered_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.registered_by !== undefined){
let data13 = data.registered_by;
if((typeof data13 !== "string") && (data13 !== null)){
vErrors = withError(vErrors, instancePath+"/registered_by", "type", {type: schema87.properties.registered_by.type}, "must be string,null");
errors++;
}
if(typeof data13 === "string"){
if(data13.length > 500 && func2(data13) > 500){
vErrors = withError(vErrors, instancePath+"/registered_by", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate228.errors = vErrors;
return errors === 0;
}
validate228.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate215(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="model-version.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate215.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(!(validate216(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate216.errors);
errors = vErrors.length;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(!(validate220(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate220.errors);
errors = vErrors.length;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "then";
}
else {
const _errs4 = errors;
if(!(validate228(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate228.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = true;
}
}
ifClause0 = "else";
}
if(!valid0){
vErrors = withError(vErrors, instancePath, "if", {failingKeyword: ifClause0}, "must match \""+ifClause0+"\" schema");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.policy === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "policy"}, "must have required property '"+"policy"+"'");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate215.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate215.evaluated = {"dynamicProps":true,"dynamicItems":false};

export const policy = validate243;
const schema93 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"policy.v1.schema.json","type":"object","additionalProperties":false,"properties":{"version":{"const":1},"required_tags":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"tags":{"$ref":"#/$defs/part0"},"metrics":{"$ref":"#/$defs/part1"},"noise":{"$ref":"#/$defs/noise"},"code":{"$ref":"#/$defs/codeRules"},"run":{"$ref":"#/$defs/runRules"},"trust":{"type":"array","minItems":1,"maxItems":2,"uniqueItems":true,"items":{"type":"string","enum":["trusted","claimed"]},"contains":{"const":"trusted"}},"datasets":{"$ref":"#/$defs/datasetRules"},"ledger":{"$ref":"#/$defs/ledgerSettings"},"record":{"type":"string","minLength":1,"maxLength":500},"stages":{"$ref":"#/$defs/stages"},"registry_workflows":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":300,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"model_card":{"$ref":"#/$defs/modelCard"},"applies_to":{"type":"array","maxItems":200,"items":{"type":"string","minLength":1,"maxLength":500}},"models":{"$ref":"#/$defs/part2"},"waivers":{"type":"array","maxItems":200,"items":{"$ref":"#/$defs/waiver"}},"recall":{"$ref":"#/$defs/recallRules"}},"required":["version"],"$defs":{"tagRule":{"$ref":"#/$defs/part3"},"metricRule":{"$ref":"#/$defs/part4"},"noise":{"$ref":"#/$defs/part5"},"codeRules":{"$ref":"#/$defs/part6"},"runRules":{"$ref":"#/$defs/part7"},"ledgerSettings":{"$ref":"#/$defs/part8"},"datasetRules":{"$ref":"#/$defs/part9"},"stages":{"$ref":"#/$defs/part10"},"stageRule":{"$ref":"#/$defs/part12"},"modelCard":{"$ref":"#/$defs/part13"},"modelRules":{"$ref":"#/$defs/part16"},"waiver":{"$ref":"#/$defs/part17"},"recallRules":{"$ref":"#/$defs/part19"},"part0":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/tagRule"}},"part1":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/metricRule"}},"part2":{"type":"object","maxProperties":100,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/modelRules"}},"part3":{"type":["object","null"],"additionalProperties":false,"properties":{"pattern":{"type":"string","maxLength":1000,"minLength":1}},"required":[]},"part4":{"type":["object","null"],"additionalProperties":false,"properties":{"required":{"type":"boolean"},"higher_is_better":{"type":"boolean"},"min":{"type":"number"},"max":{"type":"number"},"max_drop":{"type":["number","string"],"minimum":0,"maxLength":20,"pattern":"^\\d+(\\.\\d+)?%$"},"max_increase":{"type":["number","string"],"minimum":0,"maxLength":20,"pattern":"^\\d+(\\.\\d+)?%$"},"baseline":{"type":"string","enum":["Production","main","none"]},"severity":{"type":"string","enum":["error","warning"]}},"required":[]},"part5":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":["number","null"],"exclusiveMinimum":0}},"part6":{"type":"object","additionalProperties":false,"properties":{"allow_dirty":{"type":"boolean"}},"required":[]},"part7":{"type":"object","additionalProperties":false,"properties":{"complete":{"type":"string","enum":["error","warning","off"]},"fresh":{"enum":["known",true,false]},"inputs_changed":{"type":"string","enum":["error","warning","off"]},"recorded":{"type":"string","enum":["error","warning","off"]}},"required":[]},"part8":{"type":"object","additionalProperties":false,"properties":{"parking":{"type":"boolean"}},"required":[]},"part9":{"type":"object","additionalProperties":false,"properties":{"immutable":{"type":"string","enum":["error","warning","off"]}},"required":[]},"part10":{"type":"object","propertyNames":{"enum":["None","Staging","Production","Archived"]},"additionalProperties":{"$ref":"#/$defs/stageRule"}},"part11":{"type":"object","additionalProperties":false,"properties":{"approvals":{"type":"integer","minimum":0,"maximum":10}},"required":[]},"part12":{"type":"object","additionalProperties":false,"properties":{"from":{"type":"array","maxItems":4,"uniqueItems":true,"items":{"type":"string","enum":["None","Staging","Production","Archived"]}},"approvals":{"type":"integer","minimum":0,"maximum":10},"approver_not_requester":{"type":"boolean"},"approvers":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"expires_after":{"type":"string","pattern":"^[1-9]\\d{0,3}[hd]$"},"environment":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"override":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"rollback":{"$ref":"#/$defs/part11"},"allowed_actors":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"allowed_refs":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"required_tags":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}},"required":[]},"part13":{"type":"object","additionalProperties":false,"properties":{"required_sections":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}},"required":[]},"part14":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/tagRule"}},"part15":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/metricRule"}},"part16":{"type":"object","additionalProperties":false,"properties":{"required_tags":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"tags":{"$ref":"#/$defs/part14"},"metrics":{"$ref":"#/$defs/part15"},"noise":{"$ref":"#/$defs/noise"},"code":{"$ref":"#/$defs/codeRules"},"run":{"$ref":"#/$defs/runRules"},"datasets":{"$ref":"#/$defs/datasetRules"},"stages":{"$ref":"#/$defs/stages"},"model_card":{"$ref":"#/$defs/modelCard"}},"required":[]},"part17":{"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","minLength":1,"maxLength":300},"model":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"reason":{"type":"string","minLength":1,"maxLength":1000,"pattern":"\\S"},"by":{"type":"string","minLength":1,"maxLength":250,"pattern":"\\S"},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"},"recall":{"type":"string","pattern":"^[0-9a-f]{32}$"},"version":{"type":"integer","minimum":1}},"required":["rule","reason","by","expires"]},"part18":{"type":"object","additionalProperties":false,"properties":{"approvals":{"type":"integer","minimum":0,"maximum":10},"approver_not_requester":{"type":"boolean"},"approvers":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}},"required":[]},"part19":{"type":"object","additionalProperties":false,"properties":{"allowed_actors":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"clear":{"$ref":"#/$defs/part18"},"workflows":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":300,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"track":{"type":"string","enum":["warn","refuse"]},"fetch":{"type":"string","enum":["warn","refuse"]},"issue":{"type":"boolean"}},"required":[]}}};
const schema94 = {"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/tagRule"}};
const schema95 = {"type":["object","null"],"additionalProperties":false,"properties":{"pattern":{"type":"string","maxLength":1000,"minLength":1}},"required":[]};

function validate245(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate245.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
vErrors = withError(vErrors, instancePath, "type", {type: schema95.type}, "must be object,null");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "pattern")){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.pattern !== undefined){
let data0 = data.pattern;
if(typeof data0 === "string"){
if(data0.length > 1000 && func2(data0) > 1000){
vErrors = withError(vErrors, instancePath+"/pattern", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/pattern", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/pattern", "type", {type: "string"}, "must be string");
errors++;
}
}
}
validate245.errors = vErrors;
return errors === 0;
}
validate245.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate244(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate244.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 200){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 200}, "must NOT have more than 200 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate245(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate245.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate244.errors = vErrors;
return errors === 0;
}
validate244.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema96 = {"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/metricRule"}};
const schema97 = {"type":["object","null"],"additionalProperties":false,"properties":{"required":{"type":"boolean"},"higher_is_better":{"type":"boolean"},"min":{"type":"number"},"max":{"type":"number"},"max_drop":{"type":["number","string"],"minimum":0,"maxLength":20,"pattern":"^\\d+(\\.\\d+)?%$"},"max_increase":{"type":["number","string"],"minimum":0,"maxLength":20,"pattern":"^\\d+(\\.\\d+)?%$"},"baseline":{"type":"string","enum":["Production","main","none"]},"severity":{"type":"string","enum":["error","warning"]}},"required":[]};
const pattern135 = new RegExp("^\\d+(\\.\\d+)?%$", "u");

function validate249(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate249.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
vErrors = withError(vErrors, instancePath, "type", {type: schema97.type}, "must be object,null");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "required") || (key0 === "higher_is_better")) || (key0 === "min")) || (key0 === "max")) || (key0 === "max_drop")) || (key0 === "max_increase")) || (key0 === "baseline")) || (key0 === "severity"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.required !== undefined){
if(typeof data.required !== "boolean"){
vErrors = withError(vErrors, instancePath+"/required", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.higher_is_better !== undefined){
if(typeof data.higher_is_better !== "boolean"){
vErrors = withError(vErrors, instancePath+"/higher_is_better", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.min !== undefined){
let data2 = data.min;
if(!((typeof data2 == "number") && (isFinite(data2)))){
vErrors = withError(vErrors, instancePath+"/min", "type", {type: "number"}, "must be number");
errors++;
}
}
if(data.max !== undefined){
let data3 = data.max;
if(!((typeof data3 == "number") && (isFinite(data3)))){
vErrors = withError(vErrors, instancePath+"/max", "type", {type: "number"}, "must be number");
errors++;
}
}
if(data.max_drop !== undefined){
let data4 = data.max_drop;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (typeof data4 !== "string")){
vErrors = withError(vErrors, instancePath+"/max_drop", "type", {type: schema97.properties.max_drop.type}, "must be number,string");
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
vErrors = withError(vErrors, instancePath+"/max_drop", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
if(typeof data4 === "string"){
if(data4.length > 20 && func2(data4) > 20){
vErrors = withError(vErrors, instancePath+"/max_drop", "maxLength", {limit: 20}, "must NOT have more than 20 characters");
errors++;
}
if(!pattern135.test(data4)){
vErrors = withError(vErrors, instancePath+"/max_drop", "pattern", {pattern: "^\\d+(\\.\\d+)?%$"}, "must match pattern \""+"^\\d+(\\.\\d+)?%$"+"\"");
errors++;
}
}
}
if(data.max_increase !== undefined){
let data5 = data.max_increase;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (typeof data5 !== "string")){
vErrors = withError(vErrors, instancePath+"/max_increase", "type", {type: schema97.properties.max_increase.type}, "must be number,string");
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/max_increase", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
if(typeof data5 === "string"){
if(data5.length > 20 && func2(data5) > 20){
vErrors = withError(vErrors, instancePath+"/max_increase", "maxLength", {limit: 20}, "must NOT have more than 20 characters");
errors++;
}
if(!pattern135.test(data5)){
vErrors = withError(vErrors, instancePath+"/max_increase", "pattern", {pattern: "^\\d+(\\.\\d+)?%$"}, "must match pattern \""+"^\\d+(\\.\\d+)?%$"+"\"");
errors++;
}
}
}
if(data.baseline !== undefined){
let data6 = data.baseline;
if(typeof data6 !== "string"){
vErrors = withError(vErrors, instancePath+"/baseline", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data6 === "Production") || (data6 === "main")) || (data6 === "none"))){
vErrors = withError(vErrors, instancePath+"/baseline", "enum", {allowedValues: schema97.properties.baseline.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.severity !== undefined){
let data7 = data.severity;
if(typeof data7 !== "string"){
vErrors = withError(vErrors, instancePath+"/severity", "type", {type: "string"}, "must be string");
errors++;
}
if(!((data7 === "error") || (data7 === "warning"))){
vErrors = withError(vErrors, instancePath+"/severity", "enum", {allowedValues: schema97.properties.severity.enum}, "must be equal to one of the allowed values");
errors++;
}
}
}
validate249.errors = vErrors;
return errors === 0;
}
validate249.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate248(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate248.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 200){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 200}, "must NOT have more than 200 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate249(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate249.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate248.errors = vErrors;
return errors === 0;
}
validate248.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema98 = {"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":["number","null"],"exclusiveMinimum":0}};

function validate252(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate252.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 200){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 200}, "must NOT have more than 200 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if((!((typeof data0 == "number") && (isFinite(data0)))) && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema98.additionalProperties.type}, "must be number,null");
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 <= 0 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "exclusiveMinimum", {comparison: ">", limit: 0}, "must be > 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate252.errors = vErrors;
return errors === 0;
}
validate252.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema99 = {"type":"object","additionalProperties":false,"properties":{"allow_dirty":{"type":"boolean"}},"required":[]};

function validate254(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate254.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "allow_dirty")){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.allow_dirty !== undefined){
if(typeof data.allow_dirty !== "boolean"){
vErrors = withError(vErrors, instancePath+"/allow_dirty", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate254.errors = vErrors;
return errors === 0;
}
validate254.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema100 = {"type":"object","additionalProperties":false,"properties":{"complete":{"type":"string","enum":["error","warning","off"]},"fresh":{"enum":["known",true,false]},"inputs_changed":{"type":"string","enum":["error","warning","off"]},"recorded":{"type":"string","enum":["error","warning","off"]}},"required":[]};

function validate256(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate256.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "complete") || (key0 === "fresh")) || (key0 === "inputs_changed")) || (key0 === "recorded"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.complete !== undefined){
let data0 = data.complete;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/complete", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data0 === "error") || (data0 === "warning")) || (data0 === "off"))){
vErrors = withError(vErrors, instancePath+"/complete", "enum", {allowedValues: schema100.properties.complete.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.fresh !== undefined){
let data1 = data.fresh;
if(!(((data1 === "known") || (data1 === true)) || (data1 === false))){
vErrors = withError(vErrors, instancePath+"/fresh", "enum", {allowedValues: schema100.properties.fresh.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.inputs_changed !== undefined){
let data2 = data.inputs_changed;
if(typeof data2 !== "string"){
vErrors = withError(vErrors, instancePath+"/inputs_changed", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data2 === "error") || (data2 === "warning")) || (data2 === "off"))){
vErrors = withError(vErrors, instancePath+"/inputs_changed", "enum", {allowedValues: schema100.properties.inputs_changed.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.recorded !== undefined){
let data3 = data.recorded;
if(typeof data3 !== "string"){
vErrors = withError(vErrors, instancePath+"/recorded", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data3 === "error") || (data3 === "warning")) || (data3 === "off"))){
vErrors = withError(vErrors, instancePath+"/recorded", "enum", {allowedValues: schema100.properties.recorded.enum}, "must be equal to one of the allowed values");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate256.errors = vErrors;
return errors === 0;
}
validate256.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema101 = {"type":"object","additionalProperties":false,"properties":{"immutable":{"type":"string","enum":["error","warning","off"]}},"required":[]};

function validate258(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate258.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "immutable")){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.immutable !== undefined){
let data0 = data.immutable;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/immutable", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data0 === "error") || (data0 === "warning")) || (data0 === "off"))){
vErrors = withError(vErrors, instancePath+"/immutable", "enum", {allowedValues: schema101.properties.immutable.enum}, "must be equal to one of the allowed values");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate258.errors = vErrors;
return errors === 0;
}
validate258.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema102 = {"type":"object","additionalProperties":false,"properties":{"parking":{"type":"boolean"}},"required":[]};

function validate260(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate260.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "parking")){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.parking !== undefined){
if(typeof data.parking !== "boolean"){
vErrors = withError(vErrors, instancePath+"/parking", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate260.errors = vErrors;
return errors === 0;
}
validate260.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema103 = {"type":"object","propertyNames":{"enum":["None","Staging","Production","Archived"]},"additionalProperties":{"$ref":"#/$defs/stageRule"}};
const schema104 = {"type":"object","additionalProperties":false,"properties":{"from":{"type":"array","maxItems":4,"uniqueItems":true,"items":{"type":"string","enum":["None","Staging","Production","Archived"]}},"approvals":{"type":"integer","minimum":0,"maximum":10},"approver_not_requester":{"type":"boolean"},"approvers":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"expires_after":{"type":"string","pattern":"^[1-9]\\d{0,3}[hd]$"},"environment":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"override":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"rollback":{"$ref":"#/$defs/part11"},"allowed_actors":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"allowed_refs":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"required_tags":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}},"required":[]};
const pattern139 = new RegExp("^[1-9]\\d{0,3}[hd]$", "u");
const schema105 = {"type":"object","additionalProperties":false,"properties":{"approvals":{"type":"integer","minimum":0,"maximum":10}},"required":[]};

function validate264(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate264.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "approvals")){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.approvals !== undefined){
let data0 = data.approvals;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 10 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/approvals", "maximum", {comparison: "<=", limit: 10}, "must be <= 10");
errors++;
}
if(data0 < 0 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/approvals", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate264.errors = vErrors;
return errors === 0;
}
validate264.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate263(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate263.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema104.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.from !== undefined){
let data0 = data.from;
if(Array.isArray(data0)){
if(data0.length > 4){
vErrors = withError(vErrors, instancePath+"/from", "maxItems", {limit: 4}, "must NOT have more than 4 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 !== "string"){
vErrors = withError(vErrors, instancePath+"/from/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
if(!((((data1 === "None") || (data1 === "Staging")) || (data1 === "Production")) || (data1 === "Archived"))){
vErrors = withError(vErrors, instancePath+"/from/" + i0, "enum", {allowedValues: schema104.properties.from.items.enum}, "must be equal to one of the allowed values");
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
vErrors = withError(vErrors, instancePath+"/from", "uniqueItems", {i: i1, j: j0}, "must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)");
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/from", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.approvals !== undefined){
let data2 = data.approvals;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 10 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/approvals", "maximum", {comparison: "<=", limit: 10}, "must be <= 10");
errors++;
}
if(data2 < 0 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/approvals", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.approver_not_requester !== undefined){
if(typeof data.approver_not_requester !== "boolean"){
vErrors = withError(vErrors, instancePath+"/approver_not_requester", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.approvers !== undefined){
let data4 = data.approvers;
if(Array.isArray(data4)){
if(data4.length > 100){
vErrors = withError(vErrors, instancePath+"/approvers", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len1 = data4.length;
for(let i2=0; i2<len1; i2++){
let data5 = data4[i2];
if(typeof data5 === "string"){
if(data5.length > 250 && func2(data5) > 250){
vErrors = withError(vErrors, instancePath+"/approvers/" + i2, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data5.length < 1){
vErrors = withError(vErrors, instancePath+"/approvers/" + i2, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data5)){
vErrors = withError(vErrors, instancePath+"/approvers/" + i2, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvers/" + i2, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvers", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.expires_after !== undefined){
let data6 = data.expires_after;
if(typeof data6 === "string"){
if(!pattern139.test(data6)){
vErrors = withError(vErrors, instancePath+"/expires_after", "pattern", {pattern: "^[1-9]\\d{0,3}[hd]$"}, "must match pattern \""+"^[1-9]\\d{0,3}[hd]$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires_after", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.environment !== undefined){
let data7 = data.environment;
if(typeof data7 === "string"){
if(data7.length > 250 && func2(data7) > 250){
vErrors = withError(vErrors, instancePath+"/environment", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/environment", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data7)){
vErrors = withError(vErrors, instancePath+"/environment", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/environment", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.override !== undefined){
let data8 = data.override;
if(Array.isArray(data8)){
if(data8.length > 100){
vErrors = withError(vErrors, instancePath+"/override", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len2 = data8.length;
for(let i3=0; i3<len2; i3++){
let data9 = data8[i3];
if(typeof data9 === "string"){
if(data9.length > 250 && func2(data9) > 250){
vErrors = withError(vErrors, instancePath+"/override/" + i3, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data9.length < 1){
vErrors = withError(vErrors, instancePath+"/override/" + i3, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data9)){
vErrors = withError(vErrors, instancePath+"/override/" + i3, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/override/" + i3, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/override", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.rollback !== undefined){
if(!(validate264(data.rollback, {instancePath:instancePath+"/rollback",parentData:data,parentDataProperty:"rollback",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate264.errors);
errors = vErrors.length;
}
}
if(data.allowed_actors !== undefined){
let data11 = data.allowed_actors;
if(Array.isArray(data11)){
if(data11.length > 100){
vErrors = withError(vErrors, instancePath+"/allowed_actors", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len3 = data11.length;
for(let i4=0; i4<len3; i4++){
let data12 = data11[i4];
if(typeof data12 === "string"){
if(data12.length > 250 && func2(data12) > 250){
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i4, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data12.length < 1){
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i4, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data12)){
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i4, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i4, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/allowed_actors", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.allowed_refs !== undefined){
let data13 = data.allowed_refs;
if(Array.isArray(data13)){
if(data13.length > 100){
vErrors = withError(vErrors, instancePath+"/allowed_refs", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len4 = data13.length;
for(let i5=0; i5<len4; i5++){
let data14 = data13[i5];
if(typeof data14 === "string"){
if(data14.length > 250 && func2(data14) > 250){
vErrors = withError(vErrors, instancePath+"/allowed_refs/" + i5, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data14.length < 1){
vErrors = withError(vErrors, instancePath+"/allowed_refs/" + i5, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data14)){
vErrors = withError(vErrors, instancePath+"/allowed_refs/" + i5, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/allowed_refs/" + i5, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/allowed_refs", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.required_tags !== undefined){
let data15 = data.required_tags;
if(Array.isArray(data15)){
if(data15.length > 100){
vErrors = withError(vErrors, instancePath+"/required_tags", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len5 = data15.length;
for(let i6=0; i6<len5; i6++){
let data16 = data15[i6];
if(typeof data16 === "string"){
if(data16.length > 250 && func2(data16) > 250){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i6, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data16.length < 1){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i6, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data16)){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i6, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_tags/" + i6, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_tags", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate263.errors = vErrors;
return errors === 0;
}
validate263.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate262(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate262.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(!((((key0 === "None") || (key0 === "Staging")) || (key0 === "Production")) || (key0 === "Archived"))){
vErrors = withError(vErrors, instancePath, "enum", {allowedValues: schema103.propertyNames.enum}, "must be equal to one of the allowed values", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate263(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate263.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate262.errors = vErrors;
return errors === 0;
}
validate262.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema106 = {"type":"object","additionalProperties":false,"properties":{"required_sections":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}},"required":[]};

function validate268(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate268.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "required_sections")){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.required_sections !== undefined){
let data0 = data.required_sections;
if(Array.isArray(data0)){
if(data0.length > 100){
vErrors = withError(vErrors, instancePath+"/required_sections", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/required_sections/" + i0, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/required_sections/" + i0, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data1)){
vErrors = withError(vErrors, instancePath+"/required_sections/" + i0, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_sections/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_sections", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate268.errors = vErrors;
return errors === 0;
}
validate268.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema107 = {"type":"object","maxProperties":100,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/modelRules"}};
const schema108 = {"type":"object","additionalProperties":false,"properties":{"required_tags":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"tags":{"$ref":"#/$defs/part14"},"metrics":{"$ref":"#/$defs/part15"},"noise":{"$ref":"#/$defs/noise"},"code":{"$ref":"#/$defs/codeRules"},"run":{"$ref":"#/$defs/runRules"},"datasets":{"$ref":"#/$defs/datasetRules"},"stages":{"$ref":"#/$defs/stages"},"model_card":{"$ref":"#/$defs/modelCard"}},"required":[]};
const schema109 = {"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/tagRule"}};

function validate272(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate272.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 200){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 200}, "must NOT have more than 200 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate245(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate245.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate272.errors = vErrors;
return errors === 0;
}
validate272.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema110 = {"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/metricRule"}};

function validate275(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate275.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 200){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 200}, "must NOT have more than 200 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate249(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate249.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate275.errors = vErrors;
return errors === 0;
}
validate275.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate271(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate271.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema108.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.required_tags !== undefined){
let data0 = data.required_tags;
if(Array.isArray(data0)){
if(data0.length > 100){
vErrors = withError(vErrors, instancePath+"/required_tags", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data1)){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_tags", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.tags !== undefined){
if(!(validate272(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate272.errors);
errors = vErrors.length;
}
}
if(data.metrics !== undefined){
if(!(validate275(data.metrics, {instancePath:instancePath+"/metrics",parentData:data,parentDataProperty:"metrics",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate275.errors);
errors = vErrors.length;
}
}
if(data.noise !== undefined){
if(!(validate252(data.noise, {instancePath:instancePath+"/noise",parentData:data,parentDataProperty:"noise",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate252.errors);
errors = vErrors.length;
}
}
if(data.code !== undefined){
if(!(validate254(data.code, {instancePath:instancePath+"/code",parentData:data,parentDataProperty:"code",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate254.errors);
errors = vErrors.length;
}
}
if(data.run !== undefined){
if(!(validate256(data.run, {instancePath:instancePath+"/run",parentData:data,parentDataProperty:"run",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate256.errors);
errors = vErrors.length;
}
}
if(data.datasets !== undefined){
if(!(validate258(data.datasets, {instancePath:instancePath+"/datasets",parentData:data,parentDataProperty:"datasets",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate258.errors);
errors = vErrors.length;
}
}
if(data.stages !== undefined){
if(!(validate262(data.stages, {instancePath:instancePath+"/stages",parentData:data,parentDataProperty:"stages",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate262.errors);
errors = vErrors.length;
}
}
if(data.model_card !== undefined){
if(!(validate268(data.model_card, {instancePath:instancePath+"/model_card",parentData:data,parentDataProperty:"model_card",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate268.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate271.errors = vErrors;
return errors === 0;
}
validate271.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate270(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate270.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 100){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 100}, "must NOT have more than 100 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate271(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate271.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate270.errors = vErrors;
return errors === 0;
}
validate270.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema111 = {"type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","minLength":1,"maxLength":300},"model":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"reason":{"type":"string","minLength":1,"maxLength":1000,"pattern":"\\S"},"by":{"type":"string","minLength":1,"maxLength":250,"pattern":"\\S"},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"},"recall":{"type":"string","pattern":"^[0-9a-f]{32}$"},"version":{"type":"integer","minimum":1}},"required":["rule","reason","by","expires"]};
const pattern152 = new RegExp("\\S", "u");

function validate286(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate286.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rule === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "rule"}, "must have required property '"+"rule"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.by === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "by"}, "must have required property '"+"by"+"'");
errors++;
}
if(data.expires === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "expires"}, "must have required property '"+"expires"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "rule") || (key0 === "model")) || (key0 === "reason")) || (key0 === "by")) || (key0 === "expires")) || (key0 === "recall")) || (key0 === "version"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.rule !== undefined){
let data0 = data.rule;
if(typeof data0 === "string"){
if(data0.length > 300 && func2(data0) > 300){
vErrors = withError(vErrors, instancePath+"/rule", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/rule", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/rule", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.model !== undefined){
let data1 = data.model;
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data1)){
vErrors = withError(vErrors, instancePath+"/model", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.reason !== undefined){
let data2 = data.reason;
if(typeof data2 === "string"){
if(data2.length > 1000 && func2(data2) > 1000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern152.test(data2)){
vErrors = withError(vErrors, instancePath+"/reason", "pattern", {pattern: "\\S"}, "must match pattern \""+"\\S"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.by !== undefined){
let data3 = data.by;
if(typeof data3 === "string"){
if(data3.length > 250 && func2(data3) > 250){
vErrors = withError(vErrors, instancePath+"/by", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data3.length < 1){
vErrors = withError(vErrors, instancePath+"/by", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern152.test(data3)){
vErrors = withError(vErrors, instancePath+"/by", "pattern", {pattern: "\\S"}, "must match pattern \""+"\\S"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/by", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.expires !== undefined){
let data4 = data.expires;
if(typeof data4 === "string"){
if(!pattern31.test(data4)){
vErrors = withError(vErrors, instancePath+"/expires", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.recall !== undefined){
let data5 = data.recall;
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
vErrors = withError(vErrors, instancePath+"/recall", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/recall", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data6 = data.version;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate286.errors = vErrors;
return errors === 0;
}
validate286.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema112 = {"type":"object","additionalProperties":false,"properties":{"allowed_actors":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"clear":{"$ref":"#/$defs/part18"},"workflows":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":300,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}},"track":{"type":"string","enum":["warn","refuse"]},"fetch":{"type":"string","enum":["warn","refuse"]},"issue":{"type":"boolean"}},"required":[]};
const schema113 = {"type":"object","additionalProperties":false,"properties":{"approvals":{"type":"integer","minimum":0,"maximum":10},"approver_not_requester":{"type":"boolean"},"approvers":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}},"required":[]};

function validate289(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate289.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "approvals") || (key0 === "approver_not_requester")) || (key0 === "approvers"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.approvals !== undefined){
let data0 = data.approvals;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 10 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/approvals", "maximum", {comparison: "<=", limit: 10}, "must be <= 10");
errors++;
}
if(data0 < 0 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/approvals", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.approver_not_requester !== undefined){
if(typeof data.approver_not_requester !== "boolean"){
vErrors = withError(vErrors, instancePath+"/approver_not_requester", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.approvers !== undefined){
let data2 = data.approvers;
if(Array.isArray(data2)){
if(data2.length > 100){
vErrors = withError(vErrors, instancePath+"/approvers", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(data3.length > 250 && func2(data3) > 250){
vErrors = withError(vErrors, instancePath+"/approvers/" + i0, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data3.length < 1){
vErrors = withError(vErrors, instancePath+"/approvers/" + i0, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data3)){
vErrors = withError(vErrors, instancePath+"/approvers/" + i0, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvers/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvers", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate289.errors = vErrors;
return errors === 0;
}
validate289.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate288(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate288.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "allowed_actors") || (key0 === "clear")) || (key0 === "workflows")) || (key0 === "track")) || (key0 === "fetch")) || (key0 === "issue"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.allowed_actors !== undefined){
let data0 = data.allowed_actors;
if(Array.isArray(data0)){
if(data0.length > 100){
vErrors = withError(vErrors, instancePath+"/allowed_actors", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i0, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i0, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data1)){
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i0, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/allowed_actors/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/allowed_actors", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.clear !== undefined){
if(!(validate289(data.clear, {instancePath:instancePath+"/clear",parentData:data,parentDataProperty:"clear",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate289.errors);
errors = vErrors.length;
}
}
if(data.workflows !== undefined){
let data3 = data.workflows;
if(Array.isArray(data3)){
if(data3.length > 100){
vErrors = withError(vErrors, instancePath+"/workflows", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
if(typeof data4 === "string"){
if(data4.length > 300 && func2(data4) > 300){
vErrors = withError(vErrors, instancePath+"/workflows/" + i1, "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
if(data4.length < 1){
vErrors = withError(vErrors, instancePath+"/workflows/" + i1, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data4)){
vErrors = withError(vErrors, instancePath+"/workflows/" + i1, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/workflows/" + i1, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/workflows", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.track !== undefined){
let data5 = data.track;
if(typeof data5 !== "string"){
vErrors = withError(vErrors, instancePath+"/track", "type", {type: "string"}, "must be string");
errors++;
}
if(!((data5 === "warn") || (data5 === "refuse"))){
vErrors = withError(vErrors, instancePath+"/track", "enum", {allowedValues: schema112.properties.track.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.fetch !== undefined){
let data6 = data.fetch;
if(typeof data6 !== "string"){
vErrors = withError(vErrors, instancePath+"/fetch", "type", {type: "string"}, "must be string");
errors++;
}
if(!((data6 === "warn") || (data6 === "refuse"))){
vErrors = withError(vErrors, instancePath+"/fetch", "enum", {allowedValues: schema112.properties.fetch.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.issue !== undefined){
if(typeof data.issue !== "boolean"){
vErrors = withError(vErrors, instancePath+"/issue", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate288.errors = vErrors;
return errors === 0;
}
validate288.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate243(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="policy.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate243.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema93.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
vErrors = withError(vErrors, instancePath+"/version", "const", {allowedValue: 1}, "must be equal to constant");
errors++;
}
}
if(data.required_tags !== undefined){
let data1 = data.required_tags;
if(Array.isArray(data1)){
if(data1.length > 100){
vErrors = withError(vErrors, instancePath+"/required_tags", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(data2.length > 250 && func2(data2) > 250){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data2)){
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_tags/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/required_tags", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.tags !== undefined){
if(!(validate244(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate244.errors);
errors = vErrors.length;
}
}
if(data.metrics !== undefined){
if(!(validate248(data.metrics, {instancePath:instancePath+"/metrics",parentData:data,parentDataProperty:"metrics",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate248.errors);
errors = vErrors.length;
}
}
if(data.noise !== undefined){
if(!(validate252(data.noise, {instancePath:instancePath+"/noise",parentData:data,parentDataProperty:"noise",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate252.errors);
errors = vErrors.length;
}
}
if(data.code !== undefined){
if(!(validate254(data.code, {instancePath:instancePath+"/code",parentData:data,parentDataProperty:"code",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate254.errors);
errors = vErrors.length;
}
}
if(data.run !== undefined){
if(!(validate256(data.run, {instancePath:instancePath+"/run",parentData:data,parentDataProperty:"run",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate256.errors);
errors = vErrors.length;
}
}
if(data.trust !== undefined){
let data8 = data.trust;
if(Array.isArray(data8)){
if(data8.length > 2){
vErrors = withError(vErrors, instancePath+"/trust", "maxItems", {limit: 2}, "must NOT have more than 2 items");
errors++;
}
if(data8.length < 1){
vErrors = withError(vErrors, instancePath+"/trust", "minItems", {limit: 1}, "must NOT have fewer than 1 items");
errors++;
}
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(typeof data9 !== "string"){
vErrors = withError(vErrors, instancePath+"/trust/" + i1, "type", {type: "string"}, "must be string");
errors++;
}
if(!((data9 === "trusted") || (data9 === "claimed"))){
vErrors = withError(vErrors, instancePath+"/trust/" + i1, "enum", {allowedValues: schema93.properties.trust.items.enum}, "must be equal to one of the allowed values");
errors++;
}
}
const _errs16 = errors;
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
const _errs17 = errors;
if("trusted" !== data8[i2]){
vErrors = withError(vErrors, instancePath+"/trust/" + i2, "const", {allowedValue: "trusted"}, "must be equal to constant");
errors++;
}
var valid5 = _errs17 === errors;
if(valid5){
break;
}
}
if(!valid5){
vErrors = withError(vErrors, instancePath+"/trust", "contains", {minContains: 1}, "must contain at least 1 valid item(s)");
errors++;
}
else {
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
}
let i3 = data8.length;
let j0;
if(i3 > 1){
const indices0 = {};
for(;i3--;){
let item0 = data8[i3];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
vErrors = withError(vErrors, instancePath+"/trust", "uniqueItems", {i: i3, j: j0}, "must NOT have duplicate items (items ## "+j0+" and "+i3+" are identical)");
errors++;
break;
}
indices0[item0] = i3;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/trust", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.datasets !== undefined){
if(!(validate258(data.datasets, {instancePath:instancePath+"/datasets",parentData:data,parentDataProperty:"datasets",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate258.errors);
errors = vErrors.length;
}
}
if(data.ledger !== undefined){
if(!(validate260(data.ledger, {instancePath:instancePath+"/ledger",parentData:data,parentDataProperty:"ledger",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate260.errors);
errors = vErrors.length;
}
}
if(data.record !== undefined){
let data13 = data.record;
if(typeof data13 === "string"){
if(data13.length > 500 && func2(data13) > 500){
vErrors = withError(vErrors, instancePath+"/record", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data13.length < 1){
vErrors = withError(vErrors, instancePath+"/record", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/record", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.stages !== undefined){
if(!(validate262(data.stages, {instancePath:instancePath+"/stages",parentData:data,parentDataProperty:"stages",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate262.errors);
errors = vErrors.length;
}
}
if(data.registry_workflows !== undefined){
let data15 = data.registry_workflows;
if(Array.isArray(data15)){
if(data15.length > 100){
vErrors = withError(vErrors, instancePath+"/registry_workflows", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len3 = data15.length;
for(let i4=0; i4<len3; i4++){
let data16 = data15[i4];
if(typeof data16 === "string"){
if(data16.length > 300 && func2(data16) > 300){
vErrors = withError(vErrors, instancePath+"/registry_workflows/" + i4, "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
if(data16.length < 1){
vErrors = withError(vErrors, instancePath+"/registry_workflows/" + i4, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data16)){
vErrors = withError(vErrors, instancePath+"/registry_workflows/" + i4, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/registry_workflows/" + i4, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/registry_workflows", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.model_card !== undefined){
if(!(validate268(data.model_card, {instancePath:instancePath+"/model_card",parentData:data,parentDataProperty:"model_card",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate268.errors);
errors = vErrors.length;
}
}
if(data.applies_to !== undefined){
let data18 = data.applies_to;
if(Array.isArray(data18)){
if(data18.length > 200){
vErrors = withError(vErrors, instancePath+"/applies_to", "maxItems", {limit: 200}, "must NOT have more than 200 items");
errors++;
}
const len4 = data18.length;
for(let i5=0; i5<len4; i5++){
let data19 = data18[i5];
if(typeof data19 === "string"){
if(data19.length > 500 && func2(data19) > 500){
vErrors = withError(vErrors, instancePath+"/applies_to/" + i5, "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data19.length < 1){
vErrors = withError(vErrors, instancePath+"/applies_to/" + i5, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/applies_to/" + i5, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/applies_to", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.models !== undefined){
if(!(validate270(data.models, {instancePath:instancePath+"/models",parentData:data,parentDataProperty:"models",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate270.errors);
errors = vErrors.length;
}
}
if(data.waivers !== undefined){
let data21 = data.waivers;
if(Array.isArray(data21)){
if(data21.length > 200){
vErrors = withError(vErrors, instancePath+"/waivers", "maxItems", {limit: 200}, "must NOT have more than 200 items");
errors++;
}
const len5 = data21.length;
for(let i6=0; i6<len5; i6++){
if(!(validate286(data21[i6], {instancePath:instancePath+"/waivers/" + i6,parentData:data21,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate286.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/waivers", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.recall !== undefined){
if(!(validate288(data.recall, {instancePath:instancePath+"/recall",parentData:data,parentDataProperty:"recall",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate288.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate243.errors = vErrors;
return errors === 0;
}
validate243.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const recallEvent = validate292;
const schema114 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"recall-event.v1.schema.json","type":"object","required":["type"],"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/$defs/part8"},{"$ref":"#/$defs/part9"},{"$ref":"#/$defs/part10"},{"$ref":"#/$defs/part11"},{"$ref":"#/$defs/part12"},{"$ref":"#/$defs/part13"}],"$defs":{"part0":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"string","minLength":1,"maxLength":250}},"required":["name","version"]},"part1":{"type":"object","additionalProperties":false,"properties":{"kind":{"const":"dataset"},"name":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"string","minLength":1,"maxLength":250},"repository":{"type":["string","null"],"maxLength":500},"contents":{"type":"array","maxItems":1000,"items":{"type":"string","pattern":"^(file|folder-2) sha256:[0-9a-f]{64}$"}},"other_names":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part0"}}},"required":["kind","name","version","repository","contents","other_names"]},"part2":{"type":"object","additionalProperties":false,"properties":{"kind":{"const":"commit"},"asked":{"type":"string","minLength":1,"maxLength":500},"repository":{"type":["string","null"],"maxLength":500},"commits":{"type":"array","minItems":1,"maxItems":10000,"items":{"type":"string","pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$"}}},"required":["kind","asked","repository","commits"]},"part3":{"type":"object","additionalProperties":false,"properties":{"kind":{"const":"run"},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"required":["kind","run_id"]},"part4":{"type":"object","additionalProperties":false,"properties":{"kind":{"const":"package"},"name":{"type":"string","minLength":1,"maxLength":250},"range":{"type":"string","minLength":1,"maxLength":500}},"required":["kind","name","range"]},"part5":{"type":"object","additionalProperties":false,"properties":{"model":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"integer","minimum":1}},"required":["model","version"]},"part6":{"type":"object","additionalProperties":false,"properties":{"why":{"type":"string","minLength":1,"maxLength":300},"runs":{"type":"array","maxItems":1000,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"count":{"type":"integer","minimum":1}},"required":["why","runs","count"]},"part7":{"type":"object","additionalProperties":false,"properties":{"runs":{"type":"array","maxItems":10000,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"versions":{"type":"array","maxItems":2000,"items":{"$ref":"#/$defs/part5"}},"contents":{"type":"array","maxItems":2000,"items":{"type":"string","pattern":"^(file|folder-2) sha256:[0-9a-f]{64}$"}},"other_makers":{"type":"array","maxItems":2000,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"not_placed":{"type":"array","maxItems":10,"items":{"$ref":"#/$defs/part6"}},"left_out":{"type":"integer","minimum":0}},"required":["runs","versions","contents","left_out"]},"part8":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"recalled"},"what":{"type":"object","required":["kind"],"discriminator":{"propertyName":"kind"},"oneOf":[{"$ref":"#/$defs/part1"},{"$ref":"#/$defs/part2"},{"$ref":"#/$defs/part3"},{"$ref":"#/$defs/part4"}]},"severity":{"type":["string","null"],"enum":["low","medium","high","critical",null]},"discovered_at":{"type":["string","null"],"pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"incident":{"type":["string","null"],"maxLength":2048,"pattern":"^https?://"},"contact":{"type":["string","null"],"maxLength":500},"affected":{"$ref":"#/$defs/part7"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","what","severity","discovered_at","incident","contact","affected"]},"part9":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"clear-requested"},"recalls":{"type":"array","minItems":1,"maxItems":100,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"approvals":{"type":"integer","minimum":1,"maximum":10},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"requester":{"$ref":"model-event.v1.schema.json#/$defs/person"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","recalls","approvals","requester"]},"part10":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"clear-approved"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"person":{"$ref":"model-event.v1.schema.json#/$defs/person"},"evidence":{"$ref":"model-event.v1.schema.json#/$defs/evidence"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","request","person","evidence"]},"part11":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"clear-rejected"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"person":{"$ref":"model-event.v1.schema.json#/$defs/person"},"evidence":{"$ref":"model-event.v1.schema.json#/$defs/evidence"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","request","person","evidence"]},"part12":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":["string","null"],"minLength":1,"maxLength":2000},"type":{"const":"clear-cancelled"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","request"]},"part13":{"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"cleared"},"recalls":{"type":"array","minItems":1,"maxItems":100,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"request":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"approvals":{"type":"array","maxItems":10,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","recalls","request","approvals"]}}};
const schema115 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"recalled"},"what":{"type":"object","required":["kind"],"discriminator":{"propertyName":"kind"},"oneOf":[{"$ref":"#/$defs/part1"},{"$ref":"#/$defs/part2"},{"$ref":"#/$defs/part3"},{"$ref":"#/$defs/part4"}]},"severity":{"type":["string","null"],"enum":["low","medium","high","critical",null]},"discovered_at":{"type":["string","null"],"pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"incident":{"type":["string","null"],"maxLength":2048,"pattern":"^https?://"},"contact":{"type":["string","null"],"maxLength":500},"affected":{"$ref":"#/$defs/part7"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","what","severity","discovered_at","incident","contact","affected"]};
const pattern167 = new RegExp("^https?://", "u");

function validate294(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate294.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.actor_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor_id"}, "must have required property '"+"actor_id"+"'");
errors++;
}
if(data.triggering_actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "triggering_actor"}, "must have required property '"+"triggering_actor"+"'");
errors++;
}
if(data.event === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event"}, "must have required property '"+"event"+"'");
errors++;
}
if(data.repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "repository"}, "must have required property '"+"repository"+"'");
errors++;
}
if(data.ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ref"}, "must have required property '"+"ref"+"'");
errors++;
}
if(data.commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "commit"}, "must have required property '"+"commit"+"'");
errors++;
}
if(data.workflow_ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "workflow_ref"}, "must have required property '"+"workflow_ref"+"'");
errors++;
}
if(data.ci_run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_id"}, "must have required property '"+"ci_run_id"+"'");
errors++;
}
if(data.ci_run_attempt === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_attempt"}, "must have required property '"+"ci_run_attempt"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema34.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.actor_id !== undefined){
let data0 = data.actor_id;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/actor_id", "type", {type: schema34.properties.actor_id.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 50 && func2(data0) > 50){
vErrors = withError(vErrors, instancePath+"/actor_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.triggering_actor !== undefined){
let data1 = data.triggering_actor;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "type", {type: schema34.properties.triggering_actor.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.event !== undefined){
let data2 = data.event;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/event", "type", {type: schema34.properties.event.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 100 && func2(data2) > 100){
vErrors = withError(vErrors, instancePath+"/event", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
}
if(data.repository !== undefined){
let data3 = data.repository;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema34.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 300 && func2(data3) > 300){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
if(data.ref !== undefined){
let data4 = data.ref;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ref", "type", {type: schema34.properties.ref.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/ref", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.commit !== undefined){
let data5 = data.commit;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/commit", "type", {type: schema34.properties.commit.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(!pattern21.test(data5)){
vErrors = withError(vErrors, instancePath+"/commit", "pattern", {pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$"}, "must match pattern \""+"^[0-9a-f]{40}([0-9a-f]{24})?$"+"\"");
errors++;
}
}
}
if(data.workflow_ref !== undefined){
let data6 = data.workflow_ref;
if((typeof data6 !== "string") && (data6 !== null)){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "type", {type: schema34.properties.workflow_ref.type}, "must be string,null");
errors++;
}
if(typeof data6 === "string"){
if(data6.length > 1000 && func2(data6) > 1000){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
}
}
if(data.ci_run_id !== undefined){
let data7 = data.ci_run_id;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "type", {type: schema34.properties.ci_run_id.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(data7.length > 50 && func2(data7) > 50){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.ci_run_attempt !== undefined){
let data8 = data.ci_run_attempt;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "type", {type: schema34.properties.ci_run_attempt.type}, "must be integer,null");
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate294.errors = vErrors;
return errors === 0;
}
validate294.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate296(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate296.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.token === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "token"}, "must have required property '"+"token"+"'");
errors++;
}
if(data.key === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "key"}, "must have required property '"+"key"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "token") || (key0 === "key"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.token !== undefined){
let data0 = data.token;
if(typeof data0 === "string"){
if(data0.length > 16384 && func2(data0) > 16384){
vErrors = withError(vErrors, instancePath+"/token", "maxLength", {limit: 16384}, "must NOT have more than 16384 characters");
errors++;
}
if(!pattern22.test(data0)){
vErrors = withError(vErrors, instancePath+"/token", "pattern", {pattern: "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"}, "must match pattern \""+"^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/token", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.key !== undefined){
if(!(validate80(data.key, {instancePath:instancePath+"/key",parentData:data,parentDataProperty:"key",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate80.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate296.errors = vErrors;
return errors === 0;
}
validate296.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema118 = {"type":"object","additionalProperties":false,"properties":{"kind":{"const":"dataset"},"name":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"string","minLength":1,"maxLength":250},"repository":{"type":["string","null"],"maxLength":500},"contents":{"type":"array","maxItems":1000,"items":{"type":"string","pattern":"^(file|folder-2) sha256:[0-9a-f]{64}$"}},"other_names":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part0"}}},"required":["kind","name","version","repository","contents","other_names"]};
const pattern163 = new RegExp("^(file|folder-2) sha256:[0-9a-f]{64}$", "u");
const schema119 = {"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"string","minLength":1,"maxLength":250}},"required":["name","version"]};

function validate300(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate300.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "name") || (key0 === "version"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 200 && func2(data0) > 200){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/name", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/version", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/version", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate300.errors = vErrors;
return errors === 0;
}
validate300.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate299(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate299.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kind"}, "must have required property '"+"kind"+"'");
errors++;
}
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "repository"}, "must have required property '"+"repository"+"'");
errors++;
}
if(data.contents === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "contents"}, "must have required property '"+"contents"+"'");
errors++;
}
if(data.other_names === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "other_names"}, "must have required property '"+"other_names"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "kind") || (key0 === "name")) || (key0 === "version")) || (key0 === "repository")) || (key0 === "contents")) || (key0 === "other_names"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.kind !== undefined){
if("dataset" !== data.kind){
vErrors = withError(vErrors, instancePath+"/kind", "const", {allowedValue: "dataset"}, "must be equal to constant");
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 200 && func2(data1) > 200){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/name", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data2 = data.version;
if(typeof data2 === "string"){
if(data2.length > 250 && func2(data2) > 250){
vErrors = withError(vErrors, instancePath+"/version", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/version", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.repository !== undefined){
let data3 = data.repository;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema118.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.contents !== undefined){
let data4 = data.contents;
if(Array.isArray(data4)){
if(data4.length > 1000){
vErrors = withError(vErrors, instancePath+"/contents", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern163.test(data5)){
vErrors = withError(vErrors, instancePath+"/contents/" + i0, "pattern", {pattern: "^(file|folder-2) sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^(file|folder-2) sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/contents/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/contents", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.other_names !== undefined){
let data6 = data.other_names;
if(Array.isArray(data6)){
if(data6.length > 1000){
vErrors = withError(vErrors, instancePath+"/other_names", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(!(validate300(data6[i1], {instancePath:instancePath+"/other_names/" + i1,parentData:data6,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate300.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/other_names", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate299.errors = vErrors;
return errors === 0;
}
validate299.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema120 = {"type":"object","additionalProperties":false,"properties":{"kind":{"const":"commit"},"asked":{"type":"string","minLength":1,"maxLength":500},"repository":{"type":["string","null"],"maxLength":500},"commits":{"type":"array","minItems":1,"maxItems":10000,"items":{"type":"string","pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$"}}},"required":["kind","asked","repository","commits"]};

function validate302(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate302.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kind"}, "must have required property '"+"kind"+"'");
errors++;
}
if(data.asked === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "asked"}, "must have required property '"+"asked"+"'");
errors++;
}
if(data.repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "repository"}, "must have required property '"+"repository"+"'");
errors++;
}
if(data.commits === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "commits"}, "must have required property '"+"commits"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "kind") || (key0 === "asked")) || (key0 === "repository")) || (key0 === "commits"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.kind !== undefined){
if("commit" !== data.kind){
vErrors = withError(vErrors, instancePath+"/kind", "const", {allowedValue: "commit"}, "must be equal to constant");
errors++;
}
}
if(data.asked !== undefined){
let data1 = data.asked;
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/asked", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/asked", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/asked", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.repository !== undefined){
let data2 = data.repository;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema120.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.commits !== undefined){
let data3 = data.commits;
if(Array.isArray(data3)){
if(data3.length > 10000){
vErrors = withError(vErrors, instancePath+"/commits", "maxItems", {limit: 10000}, "must NOT have more than 10000 items");
errors++;
}
if(data3.length < 1){
vErrors = withError(vErrors, instancePath+"/commits", "minItems", {limit: 1}, "must NOT have fewer than 1 items");
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern21.test(data4)){
vErrors = withError(vErrors, instancePath+"/commits/" + i0, "pattern", {pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$"}, "must match pattern \""+"^[0-9a-f]{40}([0-9a-f]{24})?$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/commits/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/commits", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate302.errors = vErrors;
return errors === 0;
}
validate302.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema121 = {"type":"object","additionalProperties":false,"properties":{"kind":{"const":"run"},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"required":["kind","run_id"]};

function validate303(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate303.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kind"}, "must have required property '"+"kind"+"'");
errors++;
}
if(data.run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_id"}, "must have required property '"+"run_id"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "kind") || (key0 === "run_id"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.kind !== undefined){
if("run" !== data.kind){
vErrors = withError(vErrors, instancePath+"/kind", "const", {allowedValue: "run"}, "must be equal to constant");
errors++;
}
}
if(data.run_id !== undefined){
let data1 = data.run_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate303.errors = vErrors;
return errors === 0;
}
validate303.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema122 = {"type":"object","additionalProperties":false,"properties":{"kind":{"const":"package"},"name":{"type":"string","minLength":1,"maxLength":250},"range":{"type":"string","minLength":1,"maxLength":500}},"required":["kind","name","range"]};

function validate304(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate304.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kind"}, "must have required property '"+"kind"+"'");
errors++;
}
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.range === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "range"}, "must have required property '"+"range"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "kind") || (key0 === "name")) || (key0 === "range"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.kind !== undefined){
if("package" !== data.kind){
vErrors = withError(vErrors, instancePath+"/kind", "const", {allowedValue: "package"}, "must be equal to constant");
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/name", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.range !== undefined){
let data2 = data.range;
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/range", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/range", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/range", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate304.errors = vErrors;
return errors === 0;
}
validate304.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema123 = {"type":"object","additionalProperties":false,"properties":{"runs":{"type":"array","maxItems":10000,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"versions":{"type":"array","maxItems":2000,"items":{"$ref":"#/$defs/part5"}},"contents":{"type":"array","maxItems":2000,"items":{"type":"string","pattern":"^(file|folder-2) sha256:[0-9a-f]{64}$"}},"other_makers":{"type":"array","maxItems":2000,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"not_placed":{"type":"array","maxItems":10,"items":{"$ref":"#/$defs/part6"}},"left_out":{"type":"integer","minimum":0}},"required":["runs","versions","contents","left_out"]};
const schema124 = {"type":"object","additionalProperties":false,"properties":{"model":{"type":"string","minLength":1,"maxLength":200},"version":{"type":"integer","minimum":1}},"required":["model","version"]};

function validate310(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate310.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "model") || (key0 === "version"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.model !== undefined){
let data0 = data.model;
if(typeof data0 === "string"){
if(data0.length > 200 && func2(data0) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/model", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/model", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/version", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate310.errors = vErrors;
return errors === 0;
}
validate310.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema125 = {"type":"object","additionalProperties":false,"properties":{"why":{"type":"string","minLength":1,"maxLength":300},"runs":{"type":"array","maxItems":1000,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"count":{"type":"integer","minimum":1}},"required":["why","runs","count"]};

function validate312(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate312.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.why === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "why"}, "must have required property '"+"why"+"'");
errors++;
}
if(data.runs === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "runs"}, "must have required property '"+"runs"+"'");
errors++;
}
if(data.count === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "count"}, "must have required property '"+"count"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "why") || (key0 === "runs")) || (key0 === "count"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.why !== undefined){
let data0 = data.why;
if(typeof data0 === "string"){
if(data0.length > 300 && func2(data0) > 300){
vErrors = withError(vErrors, instancePath+"/why", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/why", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/why", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.runs !== undefined){
let data1 = data.runs;
if(Array.isArray(data1)){
if(data1.length > 1000){
vErrors = withError(vErrors, instancePath+"/runs", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
vErrors = withError(vErrors, instancePath+"/runs/" + i0, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/runs/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/runs", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.count !== undefined){
let data3 = data.count;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
vErrors = withError(vErrors, instancePath+"/count", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/count", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate312.errors = vErrors;
return errors === 0;
}
validate312.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate309(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate309.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.runs === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "runs"}, "must have required property '"+"runs"+"'");
errors++;
}
if(data.versions === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "versions"}, "must have required property '"+"versions"+"'");
errors++;
}
if(data.contents === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "contents"}, "must have required property '"+"contents"+"'");
errors++;
}
if(data.left_out === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "left_out"}, "must have required property '"+"left_out"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "runs") || (key0 === "versions")) || (key0 === "contents")) || (key0 === "other_makers")) || (key0 === "not_placed")) || (key0 === "left_out"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.runs !== undefined){
let data0 = data.runs;
if(Array.isArray(data0)){
if(data0.length > 10000){
vErrors = withError(vErrors, instancePath+"/runs", "maxItems", {limit: 10000}, "must NOT have more than 10000 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/runs/" + i0, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/runs/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/runs", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.versions !== undefined){
let data2 = data.versions;
if(Array.isArray(data2)){
if(data2.length > 2000){
vErrors = withError(vErrors, instancePath+"/versions", "maxItems", {limit: 2000}, "must NOT have more than 2000 items");
errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
if(!(validate310(data2[i1], {instancePath:instancePath+"/versions/" + i1,parentData:data2,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate310.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/versions", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.contents !== undefined){
let data4 = data.contents;
if(Array.isArray(data4)){
if(data4.length > 2000){
vErrors = withError(vErrors, instancePath+"/contents", "maxItems", {limit: 2000}, "must NOT have more than 2000 items");
errors++;
}
const len2 = data4.length;
for(let i2=0; i2<len2; i2++){
let data5 = data4[i2];
if(typeof data5 === "string"){
if(!pattern163.test(data5)){
vErrors = withError(vErrors, instancePath+"/contents/" + i2, "pattern", {pattern: "^(file|folder-2) sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^(file|folder-2) sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/contents/" + i2, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/contents", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.other_makers !== undefined){
let data6 = data.other_makers;
if(Array.isArray(data6)){
if(data6.length > 2000){
vErrors = withError(vErrors, instancePath+"/other_makers", "maxItems", {limit: 2000}, "must NOT have more than 2000 items");
errors++;
}
const len3 = data6.length;
for(let i3=0; i3<len3; i3++){
let data7 = data6[i3];
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
vErrors = withError(vErrors, instancePath+"/other_makers/" + i3, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/other_makers/" + i3, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/other_makers", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.not_placed !== undefined){
let data8 = data.not_placed;
if(Array.isArray(data8)){
if(data8.length > 10){
vErrors = withError(vErrors, instancePath+"/not_placed", "maxItems", {limit: 10}, "must NOT have more than 10 items");
errors++;
}
const len4 = data8.length;
for(let i4=0; i4<len4; i4++){
if(!(validate312(data8[i4], {instancePath:instancePath+"/not_placed/" + i4,parentData:data8,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate312.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/not_placed", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.left_out !== undefined){
let data10 = data.left_out;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
vErrors = withError(vErrors, instancePath+"/left_out", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
vErrors = withError(vErrors, instancePath+"/left_out", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate309.errors = vErrors;
return errors === 0;
}
validate309.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate293(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate293.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.what === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "what"}, "must have required property '"+"what"+"'");
errors++;
}
if(data.severity === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "severity"}, "must have required property '"+"severity"+"'");
errors++;
}
if(data.discovered_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "discovered_at"}, "must have required property '"+"discovered_at"+"'");
errors++;
}
if(data.incident === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "incident"}, "must have required property '"+"incident"+"'");
errors++;
}
if(data.contact === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "contact"}, "must have required property '"+"contact"+"'");
errors++;
}
if(data.affected === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "affected"}, "must have required property '"+"affected"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema115.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/recall-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/recall-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data3 = data.actor;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema115.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data4 = data.ci_run_url;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema115.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 2048 && func2(data4) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate294(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate294.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate296(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate296.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data7 = data.reason;
if(typeof data7 === "string"){
if(data7.length > 2000 && func2(data7) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.type !== undefined){
if("recalled" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "recalled"}, "must be equal to constant");
errors++;
}
}
if(data.what !== undefined){
let data9 = data.what;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.kind === undefined){
vErrors = withError(vErrors, instancePath+"/what", "required", {missingProperty: "kind"}, "must have required property '"+"kind"+"'");
errors++;
}
const tag0 = data9.kind;
if(typeof tag0 == "string"){
if(tag0 === "dataset"){
if(!(validate299(data9, {instancePath:instancePath+"/what",parentData:data,parentDataProperty:"what",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate299.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "commit"){
if(!(validate302(data9, {instancePath:instancePath+"/what",parentData:data,parentDataProperty:"what",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate302.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "run"){
if(!(validate303(data9, {instancePath:instancePath+"/what",parentData:data,parentDataProperty:"what",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate303.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "package"){
if(!(validate304(data9, {instancePath:instancePath+"/what",parentData:data,parentDataProperty:"what",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate304.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
vErrors = withError(vErrors, instancePath+"/what", "discriminator", {error: "mapping", tag: "kind", tagValue: tag0}, "value of tag \"kind\" must be in oneOf");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/what", "discriminator", {error: "tag", tag: "kind", tagValue: tag0}, "tag \"kind\" must be string");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/what", "type", {type: "object"}, "must be object");
errors++;
}
}
if(data.severity !== undefined){
let data10 = data.severity;
if((typeof data10 !== "string") && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/severity", "type", {type: schema115.properties.severity.type}, "must be string,null");
errors++;
}
if(!(((((data10 === "low") || (data10 === "medium")) || (data10 === "high")) || (data10 === "critical")) || (data10 === null))){
vErrors = withError(vErrors, instancePath+"/severity", "enum", {allowedValues: schema115.properties.severity.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.discovered_at !== undefined){
let data11 = data.discovered_at;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/discovered_at", "type", {type: schema115.properties.discovered_at.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(!pattern14.test(data11)){
vErrors = withError(vErrors, instancePath+"/discovered_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
}
if(data.incident !== undefined){
let data12 = data.incident;
if((typeof data12 !== "string") && (data12 !== null)){
vErrors = withError(vErrors, instancePath+"/incident", "type", {type: schema115.properties.incident.type}, "must be string,null");
errors++;
}
if(typeof data12 === "string"){
if(data12.length > 2048 && func2(data12) > 2048){
vErrors = withError(vErrors, instancePath+"/incident", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
if(!pattern167.test(data12)){
vErrors = withError(vErrors, instancePath+"/incident", "pattern", {pattern: "^https?://"}, "must match pattern \""+"^https?://"+"\"");
errors++;
}
}
}
if(data.contact !== undefined){
let data13 = data.contact;
if((typeof data13 !== "string") && (data13 !== null)){
vErrors = withError(vErrors, instancePath+"/contact", "type", {type: schema115.properties.contact.type}, "must be string,null");
errors++;
}
if(typeof data13 === "string"){
if(data13.length > 500 && func2(data13) > 500){
vErrors = withError(vErrors, instancePath+"/contact", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.affected !== undefined){
if(!(validate309(data.affected, {instancePath:instancePath+"/affected",parentData:data,parentDataProperty:"affected",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate309.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate293.errors = vErrors;
return errors === 0;
}
validate293.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema126 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"clear-requested"},"recalls":{"type":"array","minItems":1,"maxItems":100,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"approvals":{"type":"integer","minimum":1,"maximum":10},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"requester":{"$ref":"model-event.v1.schema.json#/$defs/person"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","recalls","approvals","requester"]};

function validate318(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate318.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.login === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "login"}, "must have required property '"+"login"+"'");
errors++;
}
if(data.id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "id"}, "must have required property '"+"id"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "login") || (key0 === "id")) || (key0 === "type"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.login !== undefined){
let data0 = data.login;
if(typeof data0 === "string"){
if(data0.length > 500 && func2(data0) > 500){
vErrors = withError(vErrors, instancePath+"/login", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/login", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/login", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/id", "type", {type: schema60.properties.id.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 50 && func2(data1) > 50){
vErrors = withError(vErrors, instancePath+"/id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
if(data.type !== undefined){
let data2 = data.type;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/type", "type", {type: schema60.properties.type.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 50 && func2(data2) > 50){
vErrors = withError(vErrors, instancePath+"/type", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate318.errors = vErrors;
return errors === 0;
}
validate318.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate315(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate315.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.recalls === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "recalls"}, "must have required property '"+"recalls"+"'");
errors++;
}
if(data.approvals === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "approvals"}, "must have required property '"+"approvals"+"'");
errors++;
}
if(data.requester === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "requester"}, "must have required property '"+"requester"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema126.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/recall-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/recall-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data3 = data.actor;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema126.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data4 = data.ci_run_url;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema126.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 2048 && func2(data4) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate294(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate294.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate296(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate296.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data7 = data.reason;
if(typeof data7 === "string"){
if(data7.length > 2000 && func2(data7) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.type !== undefined){
if("clear-requested" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "clear-requested"}, "must be equal to constant");
errors++;
}
}
if(data.recalls !== undefined){
let data9 = data.recalls;
if(Array.isArray(data9)){
if(data9.length > 100){
vErrors = withError(vErrors, instancePath+"/recalls", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
if(data9.length < 1){
vErrors = withError(vErrors, instancePath+"/recalls", "minItems", {limit: 1}, "must NOT have fewer than 1 items");
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
vErrors = withError(vErrors, instancePath+"/recalls/" + i0, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/recalls/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
let i1 = data9.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data9[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
vErrors = withError(vErrors, instancePath+"/recalls", "uniqueItems", {i: i1, j: j0}, "must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)");
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/recalls", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.approvals !== undefined){
let data11 = data.approvals;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 10 || isNaN(data11)){
vErrors = withError(vErrors, instancePath+"/approvals", "maximum", {comparison: "<=", limit: 10}, "must be <= 10");
errors++;
}
if(data11 < 1 || isNaN(data11)){
vErrors = withError(vErrors, instancePath+"/approvals", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.expires_at !== undefined){
let data12 = data.expires_at;
if(typeof data12 === "string"){
if(!pattern14.test(data12)){
vErrors = withError(vErrors, instancePath+"/expires_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.requester !== undefined){
if(!(validate318(data.requester, {instancePath:instancePath+"/requester",parentData:data,parentDataProperty:"requester",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate318.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate315.errors = vErrors;
return errors === 0;
}
validate315.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema128 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"clear-approved"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"person":{"$ref":"model-event.v1.schema.json#/$defs/person"},"evidence":{"$ref":"model-event.v1.schema.json#/$defs/evidence"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","request","person","evidence"]};

function validate324(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate324.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.via === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "via"}, "must have required property '"+"via"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "via") || (key0 === "issue")) || (key0 === "comment_id")) || (key0 === "comment_at")) || (key0 === "environment"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.via !== undefined){
let data0 = data.via;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/via", "type", {type: "string"}, "must be string");
errors++;
}
if(!((((data0 === "dispatch") || (data0 === "comment")) || (data0 === "environment")) || (data0 === "local"))){
vErrors = withError(vErrors, instancePath+"/via", "enum", {allowedValues: schema62.properties.via.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.issue !== undefined){
let data1 = data.issue;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/issue", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/issue", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.comment_id !== undefined){
let data2 = data.comment_id;
if(typeof data2 === "string"){
if(data2.length > 50 && func2(data2) > 50){
vErrors = withError(vErrors, instancePath+"/comment_id", "maxLength", {limit: 50}, "must NOT have more than 50 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/comment_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.comment_at !== undefined){
let data3 = data.comment_at;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/comment_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/comment_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.environment !== undefined){
let data4 = data.environment;
if(typeof data4 === "string"){
if(data4.length > 250 && func2(data4) > 250){
vErrors = withError(vErrors, instancePath+"/environment", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/environment", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate324.errors = vErrors;
return errors === 0;
}
validate324.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate320(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate320.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
if(data.person === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "person"}, "must have required property '"+"person"+"'");
errors++;
}
if(data.evidence === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "evidence"}, "must have required property '"+"evidence"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema128.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/recall-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/recall-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data3 = data.actor;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema128.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data4 = data.ci_run_url;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema128.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 2048 && func2(data4) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate294(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate294.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate296(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate296.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data7 = data.reason;
if(typeof data7 === "string"){
if(data7.length > 2000 && func2(data7) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.type !== undefined){
if("clear-approved" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "clear-approved"}, "must be equal to constant");
errors++;
}
}
if(data.request !== undefined){
let data9 = data.request;
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.person !== undefined){
if(!(validate318(data.person, {instancePath:instancePath+"/person",parentData:data,parentDataProperty:"person",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate318.errors);
errors = vErrors.length;
}
}
if(data.evidence !== undefined){
if(!(validate324(data.evidence, {instancePath:instancePath+"/evidence",parentData:data,parentDataProperty:"evidence",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate324.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate320.errors = vErrors;
return errors === 0;
}
validate320.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema130 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"clear-rejected"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"},"person":{"$ref":"model-event.v1.schema.json#/$defs/person"},"evidence":{"$ref":"model-event.v1.schema.json#/$defs/evidence"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","request","person","evidence"]};

function validate326(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate326.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
if(data.person === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "person"}, "must have required property '"+"person"+"'");
errors++;
}
if(data.evidence === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "evidence"}, "must have required property '"+"evidence"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema130.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/recall-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/recall-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data3 = data.actor;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema130.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data4 = data.ci_run_url;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema130.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 2048 && func2(data4) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate294(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate294.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate296(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate296.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data7 = data.reason;
if(typeof data7 === "string"){
if(data7.length > 2000 && func2(data7) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.type !== undefined){
if("clear-rejected" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "clear-rejected"}, "must be equal to constant");
errors++;
}
}
if(data.request !== undefined){
let data9 = data.request;
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.person !== undefined){
if(!(validate318(data.person, {instancePath:instancePath+"/person",parentData:data,parentDataProperty:"person",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate318.errors);
errors = vErrors.length;
}
}
if(data.evidence !== undefined){
if(!(validate324(data.evidence, {instancePath:instancePath+"/evidence",parentData:data,parentDataProperty:"evidence",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate324.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate326.errors = vErrors;
return errors === 0;
}
validate326.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema131 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":["string","null"],"minLength":1,"maxLength":2000},"type":{"const":"clear-cancelled"},"request":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","request"]};

function validate331(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate331.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema131.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/recall-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/recall-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data3 = data.actor;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema131.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data4 = data.ci_run_url;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema131.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 2048 && func2(data4) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate294(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate294.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate296(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate296.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data7 = data.reason;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: schema131.properties.reason.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(data7.length > 2000 && func2(data7) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
}
if(data.type !== undefined){
if("clear-cancelled" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "clear-cancelled"}, "must be equal to constant");
errors++;
}
}
if(data.request !== undefined){
let data9 = data.request;
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/request", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate331.errors = vErrors;
return errors === 0;
}
validate331.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema132 = {"type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/recall-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"by":{"$ref":"model-event.v1.schema.json#/$defs/origin"},"oidc":{"$ref":"model-event.v1.schema.json#/$defs/oidc"},"reason":{"type":"string","minLength":1,"maxLength":2000},"type":{"const":"cleared"},"recalls":{"type":"array","minItems":1,"maxItems":100,"uniqueItems":true,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}},"request":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"approvals":{"type":"array","maxItems":10,"items":{"type":"string","pattern":"^[0-9a-f]{32}$"}}},"required":["schema","event_id","at","actor","ci_run_url","reason","type","recalls","request","approvals"]};

function validate334(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate334.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.event_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event_id"}, "must have required property '"+"event_id"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.reason === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "reason"}, "must have required property '"+"reason"+"'");
errors++;
}
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
if(data.recalls === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "recalls"}, "must have required property '"+"recalls"+"'");
errors++;
}
if(data.request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "request"}, "must have required property '"+"request"+"'");
errors++;
}
if(data.approvals === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "approvals"}, "must have required property '"+"approvals"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema132.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/recall-event/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/recall-event/v1"}, "must be equal to constant");
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/event_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/event_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.actor !== undefined){
let data3 = data.actor;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema132.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data4 = data.ci_run_url;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema132.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 2048 && func2(data4) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.by !== undefined){
if(!(validate294(data.by, {instancePath:instancePath+"/by",parentData:data,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate294.errors);
errors = vErrors.length;
}
}
if(data.oidc !== undefined){
if(!(validate296(data.oidc, {instancePath:instancePath+"/oidc",parentData:data,parentDataProperty:"oidc",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate296.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined){
let data7 = data.reason;
if(typeof data7 === "string"){
if(data7.length > 2000 && func2(data7) > 2000){
vErrors = withError(vErrors, instancePath+"/reason", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data7.length < 1){
vErrors = withError(vErrors, instancePath+"/reason", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/reason", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.type !== undefined){
if("cleared" !== data.type){
vErrors = withError(vErrors, instancePath+"/type", "const", {allowedValue: "cleared"}, "must be equal to constant");
errors++;
}
}
if(data.recalls !== undefined){
let data9 = data.recalls;
if(Array.isArray(data9)){
if(data9.length > 100){
vErrors = withError(vErrors, instancePath+"/recalls", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
if(data9.length < 1){
vErrors = withError(vErrors, instancePath+"/recalls", "minItems", {limit: 1}, "must NOT have fewer than 1 items");
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
vErrors = withError(vErrors, instancePath+"/recalls/" + i0, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/recalls/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
let i1 = data9.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data9[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
vErrors = withError(vErrors, instancePath+"/recalls", "uniqueItems", {i: i1, j: j0}, "must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)");
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/recalls", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.request !== undefined){
let data11 = data.request;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/request", "type", {type: schema132.properties.request.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
vErrors = withError(vErrors, instancePath+"/request", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
if(data.approvals !== undefined){
let data12 = data.approvals;
if(Array.isArray(data12)){
if(data12.length > 10){
vErrors = withError(vErrors, instancePath+"/approvals", "maxItems", {limit: 10}, "must NOT have more than 10 items");
errors++;
}
const len1 = data12.length;
for(let i2=0; i2<len1; i2++){
let data13 = data12[i2];
if(typeof data13 === "string"){
if(!pattern3.test(data13)){
vErrors = withError(vErrors, instancePath+"/approvals/" + i2, "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvals/" + i2, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/approvals", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate334.errors = vErrors;
return errors === 0;
}
validate334.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate292(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="recall-event.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate292.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "recalled"){
if(!(validate293(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate293.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "clear-requested"){
if(!(validate315(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate315.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "clear-approved"){
if(!(validate320(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate320.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "clear-rejected"){
if(!(validate326(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate326.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "clear-cancelled"){
if(!(validate331(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate331.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "cleared"){
if(!(validate334(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate334.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
vErrors = withError(vErrors, instancePath, "discriminator", {error: "mapping", tag: "type", tagValue: tag0}, "value of tag \"type\" must be in oneOf");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "discriminator", {error: "tag", tag: "type", tagValue: tag0}, "tag \"type\" must be string");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate292.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate292.evaluated = {"dynamicProps":true,"dynamicItems":false};

export const run = validate343;
const schema133 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"run.v1.schema.json","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/run/v1"},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"experiment":{"type":"string","maxLength":500,"minLength":1},"run_name":{"type":["string","null"],"maxLength":250},"parent_run_id":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"evidence_id":{"type":"string","pattern":"^[0-9a-f]{32}$"},"problems":{"type":"array","maxItems":200,"items":{"$ref":"#/$defs/part0"}},"redacted":{"type":"array","maxItems":200,"items":{"$ref":"#/$defs/part1"}},"status":{"type":"string","enum":["FINISHED","FAILED","KILLED"]},"started_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"ended_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"duration_s":{"type":"number","minimum":0},"command":{"$ref":"#/$defs/part2"},"inputs":{"$ref":"#/$defs/part13"},"outputs":{"$ref":"#/$defs/part23"},"environment":{"$ref":"#/$defs/part34"},"context":{"$ref":"#/$defs/part37"},"tags":{"$ref":"#/$defs/part38"}},"required":["schema","run_id","experiment","run_name","parent_run_id","status","started_at","ended_at","duration_s","command","inputs","outputs","environment","context","tags"],"$defs":{"part0":{"type":"object","additionalProperties":false,"properties":{"code":{"type":"string","pattern":"^E_[A-Z_]{2,60}$"},"what":{"type":"string","minLength":1,"maxLength":2000},"where":{"type":["string","null"],"maxLength":1200},"mend":{"type":"string","maxLength":1000}},"required":["code","what","where","mend"]},"part1":{"type":"object","additionalProperties":false,"properties":{"where":{"type":"string","minLength":1,"maxLength":600},"why":{"type":"string","minLength":1,"maxLength":600}},"required":["where","why"]},"part2":{"type":"object","additionalProperties":false,"properties":{"run":{"type":["string","null"],"maxLength":65536},"shell":{"type":["string","null"],"maxLength":500},"working_directory":{"type":["string","null"],"maxLength":1024},"variables":{"type":"array","maxItems":1000,"items":{"type":"string","minLength":1,"maxLength":250}},"exit_code":{"type":["integer","null"]},"stderr_tail":{"type":"array","maxItems":20,"items":{"type":"string","maxLength":4000}}},"required":["run","shell","exit_code","stderr_tail"]},"part3":{"type":"object","maxProperties":10,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":200}},"part4":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","size_bytes","digest"]},"part5":{"type":"object","additionalProperties":false,"properties":{"repository":{"type":["string","null"],"maxLength":500},"revision":{"type":["string","null"],"maxLength":250},"path":{"type":["string","null"],"maxLength":1024},"ledger":{"type":["string","null"],"maxLength":500},"run_id":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":[]},"part6":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"string","maxLength":250,"minLength":1},"role":{"type":"string","enum":["train","validation","test","reference"]},"digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"scheme":{"type":"string","enum":["file","folder-2"]},"digests":{"$ref":"#/$defs/part3"},"files":{"type":"array","maxItems":50,"items":{"$ref":"#/$defs/part4"}},"path":{"type":["string","null"],"minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"source":{"anyOf":[{"type":"null"},{"type":"string","maxLength":2048},{"$ref":"#/$defs/part5"}]},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"changed_during_run":{"type":"boolean"}},"required":["name","version","digest","path","size_bytes","source"]},"part7":{"type":"object","additionalProperties":false,"properties":{"uri":{"type":"string","minLength":1,"maxLength":1024},"version":{"type":["string","null"],"maxLength":250},"revision":{"type":["string","null"],"maxLength":250},"digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"file_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"file_digests":{"type":"array","maxItems":500,"items":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["uri","version","revision","digest","made_by"]},"part8":{"type":["null","object"],"additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"repository":{"type":["string","null"],"maxLength":500},"commit":{"type":["string","null"],"maxLength":64},"tree":{"type":["string","null"],"maxLength":64},"dirty":{"type":["boolean","null"]}},"required":["path","repository","commit","tree","dirty"]},"part9":{"type":["null","object"],"additionalProperties":false,"properties":{"repository":{"type":["string","null"],"maxLength":500},"commit":{"type":["string","null"],"maxLength":64},"tree":{"type":["string","null"],"maxLength":64},"ref":{"type":["string","null"],"maxLength":500},"merge_commit":{"type":["string","null"],"maxLength":64},"base_commit":{"type":["string","null"],"maxLength":64},"dirty":{"type":["boolean","null"]},"diff_digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"untracked_files":{"type":["integer","null"],"minimum":0},"submodule":{"$ref":"#/$defs/part8"}},"required":["repository","commit","ref","merge_commit","base_commit","dirty","diff_digest","untracked_files"]},"part10":{"type":"object","maxProperties":5000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":["string","number","boolean","null"],"maxLength":8192}},"part11":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":["string","number","boolean","null"],"maxLength":8192}},"part12":{"type":"object","additionalProperties":false,"properties":{"kind":{"type":"string","enum":["param","params-file","dataset"]},"name":{"type":"string","minLength":1,"maxLength":250},"path":{"type":["string","null"],"maxLength":1024},"begin":{"type":["string","number","boolean","null"],"maxLength":8192},"end":{"type":["string","number","boolean","null"],"maxLength":8192}},"required":["kind","name","path","begin","end"]},"part13":{"type":"object","additionalProperties":false,"properties":{"datasets":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part6"}},"models":{"type":"array","maxItems":100,"items":{"$ref":"#/$defs/part7"}},"code":{"$ref":"#/$defs/part9"},"params":{"$ref":"#/$defs/part10"},"seeds":{"$ref":"#/$defs/part11"},"changed":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part12"}}},"required":["datasets","code","params","seeds"]},"part14":{"type":"object","additionalProperties":false,"properties":{"value":{"anyOf":[{"type":"number"},{"type":"string","enum":["NaN","Infinity","-Infinity"]}]},"step":{"type":["integer","null"]},"step_name":{"type":"string","pattern":"^[A-Za-z_][A-Za-z_ /]{0,39}$"},"at":{"type":["string","null"],"pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"source":{"type":["string","null"],"maxLength":1200},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["value","step","at"]},"part15":{"type":"object","maxProperties":5000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/part14"}},"part16":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["path","size_bytes","digest"]},"part17":{"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1},"name":{"type":"string","maxLength":300},"id":{"type":"string","maxLength":100},"url":{"type":"string","maxLength":2048},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}}},"part18":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"kind":{"type":"string","enum":["model","params","metrics","data","picture","report","file"]},"stored":{"type":"array","maxItems":20,"items":{"$ref":"#/$defs/part17"}},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"same_as":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["path","size_bytes","digest","kind","stored"]},"part19":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"manifest":{"$ref":"manifest.v1.schema.json"},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"same_as":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["path","manifest"]},"part20":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"files":{"type":"integer","minimum":0,"maximum":9007199254740991},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991}},"required":["path","digest","files","size_bytes"]},"part21":{"type":"object","additionalProperties":false,"properties":{"notice":{"type":"string","const":"history-thinned"},"artifact":{"type":["string","null"],"minLength":1,"maxLength":1024},"points":{"type":"integer","minimum":0,"maximum":9007199254740991},"kept":{"type":"integer","minimum":0,"maximum":9007199254740991}},"required":["points","kept"]},"part22":{"type":"object","additionalProperties":false,"properties":{"peak_memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"cpu_s":{"type":["number","null"],"minimum":0},"gpu_s":{"type":["number","null"],"minimum":0},"gpu_peak_memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991}},"required":["peak_memory_bytes","cpu_s","gpu_s","gpu_peak_memory_bytes"]},"part23":{"type":"object","additionalProperties":false,"properties":{"metrics":{"$ref":"#/$defs/part15"},"metric_files":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part16"}},"artifacts":{"type":"array","maxItems":20000,"items":{"$ref":"#/$defs/part18"}},"models":{"type":"array","maxItems":100,"items":{"$ref":"#/$defs/part19"}},"folders":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part20"}},"history":{"$ref":"#/$defs/part21"},"system":{"$ref":"#/$defs/part22"}},"required":["metrics","artifacts","models","system"]},"part24":{"type":"object","additionalProperties":false,"properties":{"model":{"type":["string","null"],"maxLength":200},"cores":{"type":"integer","minimum":0}},"required":["model","cores"]},"part25":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":200},"memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"driver":{"type":["string","null"],"maxLength":100}},"required":["name","memory_bytes","driver"]},"part26":{"type":"object","maxProperties":10000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":250}},"part27":{"type":"object","additionalProperties":false,"properties":{"url":{"type":"string","maxLength":2048},"commit":{"type":["string","null"],"maxLength":100},"editable":{"type":"boolean"}},"required":["url","commit","editable"]},"part28":{"type":"object","maxProperties":10000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/part27"}},"part29":{"type":"object","maxProperties":10000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":250}},"part30":{"type":"object","additionalProperties":false,"properties":{"version":{"type":"string","maxLength":100},"implementation":{"type":"string","maxLength":100},"packages":{"$ref":"#/$defs/part29"}},"required":["version","implementation","packages"]},"part31":{"type":["null","object"],"additionalProperties":false,"properties":{"version":{"type":"string","maxLength":100},"implementation":{"type":"string","maxLength":100},"packages":{"$ref":"#/$defs/part26"},"direct_urls":{"$ref":"#/$defs/part28"},"others":{"type":"array","maxItems":100,"items":{"$ref":"#/$defs/part30"}},"unlisted":{"type":"integer","minimum":1}},"required":["version","implementation","packages"]},"part32":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","digest"]},"part33":{"type":["null","object"],"additionalProperties":false,"properties":{"image":{"type":["string","null"],"maxLength":500},"digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"}},"required":["image","digest"]},"part34":{"type":"object","additionalProperties":false,"properties":{"os":{"type":"string","maxLength":200},"arch":{"type":"string","maxLength":40},"cpu":{"$ref":"#/$defs/part24"},"memory_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"gpus":{"type":"array","maxItems":256,"items":{"$ref":"#/$defs/part25"}},"python":{"$ref":"#/$defs/part31"},"lockfiles":{"type":"array","maxItems":200,"items":{"$ref":"#/$defs/part32"}},"container":{"$ref":"#/$defs/part33"}},"required":["os","arch","cpu","memory_bytes","gpus","python","lockfiles"]},"part35":{"type":["null","object"],"additionalProperties":false,"properties":{"name":{"type":["string","null"],"maxLength":300},"os":{"type":["string","null"],"maxLength":300},"arch":{"type":["string","null"],"maxLength":300},"environment":{"type":["string","null"],"maxLength":300}},"required":["name","os","arch","environment"]},"part36":{"type":["null","object"],"additionalProperties":false,"properties":{"number":{"type":"integer","minimum":1},"head_ref":{"type":["string","null"],"maxLength":500},"base_ref":{"type":["string","null"],"maxLength":500},"head_repository":{"type":["string","null"],"maxLength":300}},"required":["number","head_ref","base_ref","head_repository"]},"part37":{"type":"object","additionalProperties":false,"properties":{"actor":{"type":["string","null"],"maxLength":500},"actor_id":{"type":["string","null"],"maxLength":500},"triggering_actor":{"type":["string","null"],"maxLength":500},"event":{"type":["string","null"],"maxLength":500},"workflow":{"type":["string","null"],"maxLength":500},"workflow_ref":{"type":["string","null"],"maxLength":500},"job":{"type":["string","null"],"maxLength":500},"ci_run_id":{"type":["string","null"],"maxLength":500},"ci_run_attempt":{"type":["integer","null"],"minimum":1},"ci_run_url":{"type":["string","null"],"maxLength":2048},"matrix":{"type":["object","null"],"maxProperties":100},"runner":{"$ref":"#/$defs/part35"},"pull_request":{"$ref":"#/$defs/part36"},"trust":{"type":"string","enum":["trusted","claimed","fork","imported","tampered"]},"step":{"type":["string","null"],"minLength":1,"maxLength":500},"command_run":{"type":"string","pattern":"^[0-9a-f]{32}$"},"tool_version":{"type":"string","maxLength":60,"minLength":1}},"required":["actor","actor_id","triggering_actor","event","workflow","workflow_ref","job","ci_run_id","ci_run_attempt","ci_run_url","matrix","runner","pull_request","trust","tool_version"]},"part38":{"type":"object","maxProperties":1000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":8000}}}};
const schema134 = {"type":"object","additionalProperties":false,"properties":{"code":{"type":"string","pattern":"^E_[A-Z_]{2,60}$"},"what":{"type":"string","minLength":1,"maxLength":2000},"where":{"type":["string","null"],"maxLength":1200},"mend":{"type":"string","maxLength":1000}},"required":["code","what","where","mend"]};
const pattern194 = new RegExp("^E_[A-Z_]{2,60}$", "u");

function validate344(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate344.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.code === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "code"}, "must have required property '"+"code"+"'");
errors++;
}
if(data.what === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "what"}, "must have required property '"+"what"+"'");
errors++;
}
if(data.where === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "where"}, "must have required property '"+"where"+"'");
errors++;
}
if(data.mend === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "mend"}, "must have required property '"+"mend"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "code") || (key0 === "what")) || (key0 === "where")) || (key0 === "mend"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.code !== undefined){
let data0 = data.code;
if(typeof data0 === "string"){
if(!pattern194.test(data0)){
vErrors = withError(vErrors, instancePath+"/code", "pattern", {pattern: "^E_[A-Z_]{2,60}$"}, "must match pattern \""+"^E_[A-Z_]{2,60}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/code", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.what !== undefined){
let data1 = data.what;
if(typeof data1 === "string"){
if(data1.length > 2000 && func2(data1) > 2000){
vErrors = withError(vErrors, instancePath+"/what", "maxLength", {limit: 2000}, "must NOT have more than 2000 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/what", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/what", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.where !== undefined){
let data2 = data.where;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/where", "type", {type: schema134.properties.where.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 1200 && func2(data2) > 1200){
vErrors = withError(vErrors, instancePath+"/where", "maxLength", {limit: 1200}, "must NOT have more than 1200 characters");
errors++;
}
}
}
if(data.mend !== undefined){
let data3 = data.mend;
if(typeof data3 === "string"){
if(data3.length > 1000 && func2(data3) > 1000){
vErrors = withError(vErrors, instancePath+"/mend", "maxLength", {limit: 1000}, "must NOT have more than 1000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/mend", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate344.errors = vErrors;
return errors === 0;
}
validate344.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema135 = {"type":"object","additionalProperties":false,"properties":{"where":{"type":"string","minLength":1,"maxLength":600},"why":{"type":"string","minLength":1,"maxLength":600}},"required":["where","why"]};

function validate346(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate346.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.where === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "where"}, "must have required property '"+"where"+"'");
errors++;
}
if(data.why === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "why"}, "must have required property '"+"why"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "where") || (key0 === "why"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.where !== undefined){
let data0 = data.where;
if(typeof data0 === "string"){
if(data0.length > 600 && func2(data0) > 600){
vErrors = withError(vErrors, instancePath+"/where", "maxLength", {limit: 600}, "must NOT have more than 600 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/where", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/where", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.why !== undefined){
let data1 = data.why;
if(typeof data1 === "string"){
if(data1.length > 600 && func2(data1) > 600){
vErrors = withError(vErrors, instancePath+"/why", "maxLength", {limit: 600}, "must NOT have more than 600 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/why", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/why", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate346.errors = vErrors;
return errors === 0;
}
validate346.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema136 = {"type":"object","additionalProperties":false,"properties":{"run":{"type":["string","null"],"maxLength":65536},"shell":{"type":["string","null"],"maxLength":500},"working_directory":{"type":["string","null"],"maxLength":1024},"variables":{"type":"array","maxItems":1000,"items":{"type":"string","minLength":1,"maxLength":250}},"exit_code":{"type":["integer","null"]},"stderr_tail":{"type":"array","maxItems":20,"items":{"type":"string","maxLength":4000}}},"required":["run","shell","exit_code","stderr_tail"]};

function validate348(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate348.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.run === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run"}, "must have required property '"+"run"+"'");
errors++;
}
if(data.shell === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "shell"}, "must have required property '"+"shell"+"'");
errors++;
}
if(data.exit_code === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "exit_code"}, "must have required property '"+"exit_code"+"'");
errors++;
}
if(data.stderr_tail === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "stderr_tail"}, "must have required property '"+"stderr_tail"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "run") || (key0 === "shell")) || (key0 === "working_directory")) || (key0 === "variables")) || (key0 === "exit_code")) || (key0 === "stderr_tail"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.run !== undefined){
let data0 = data.run;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/run", "type", {type: schema136.properties.run.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 65536 && func2(data0) > 65536){
vErrors = withError(vErrors, instancePath+"/run", "maxLength", {limit: 65536}, "must NOT have more than 65536 characters");
errors++;
}
}
}
if(data.shell !== undefined){
let data1 = data.shell;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/shell", "type", {type: schema136.properties.shell.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/shell", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.working_directory !== undefined){
let data2 = data.working_directory;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/working_directory", "type", {type: schema136.properties.working_directory.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 1024 && func2(data2) > 1024){
vErrors = withError(vErrors, instancePath+"/working_directory", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
}
}
if(data.variables !== undefined){
let data3 = data.variables;
if(Array.isArray(data3)){
if(data3.length > 1000){
vErrors = withError(vErrors, instancePath+"/variables", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(data4.length > 250 && func2(data4) > 250){
vErrors = withError(vErrors, instancePath+"/variables/" + i0, "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data4.length < 1){
vErrors = withError(vErrors, instancePath+"/variables/" + i0, "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/variables/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/variables", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.exit_code !== undefined){
let data5 = data.exit_code;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/exit_code", "type", {type: schema136.properties.exit_code.type}, "must be integer,null");
errors++;
}
}
if(data.stderr_tail !== undefined){
let data6 = data.stderr_tail;
if(Array.isArray(data6)){
if(data6.length > 20){
vErrors = withError(vErrors, instancePath+"/stderr_tail", "maxItems", {limit: 20}, "must NOT have more than 20 items");
errors++;
}
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(data7.length > 4000 && func2(data7) > 4000){
vErrors = withError(vErrors, instancePath+"/stderr_tail/" + i1, "maxLength", {limit: 4000}, "must NOT have more than 4000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/stderr_tail/" + i1, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/stderr_tail", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate348.errors = vErrors;
return errors === 0;
}
validate348.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema137 = {"type":"object","additionalProperties":false,"properties":{"datasets":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part6"}},"models":{"type":"array","maxItems":100,"items":{"$ref":"#/$defs/part7"}},"code":{"$ref":"#/$defs/part9"},"params":{"$ref":"#/$defs/part10"},"seeds":{"$ref":"#/$defs/part11"},"changed":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part12"}}},"required":["datasets","code","params","seeds"]};
const schema138 = {"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"string","maxLength":250,"minLength":1},"role":{"type":"string","enum":["train","validation","test","reference"]},"digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"scheme":{"type":"string","enum":["file","folder-2"]},"digests":{"$ref":"#/$defs/part3"},"files":{"type":"array","maxItems":50,"items":{"$ref":"#/$defs/part4"}},"path":{"type":["string","null"],"minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"source":{"anyOf":[{"type":"null"},{"type":"string","maxLength":2048},{"$ref":"#/$defs/part5"}]},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"changed_during_run":{"type":"boolean"}},"required":["name","version","digest","path","size_bytes","source"]};
const schema139 = {"type":"object","maxProperties":10,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":200}};

function validate352(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate352.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 10){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 10}, "must NOT have more than 10 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(typeof data0 === "string"){
if(data0.length > 200 && func2(data0) > 200){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate352.errors = vErrors;
return errors === 0;
}
validate352.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema140 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","size_bytes","digest"]};

function validate354(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate354.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.size_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "size_bytes"}, "must have required property '"+"size_bytes"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "path") || (key0 === "size_bytes")) || (key0 === "digest"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data1 = data.size_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.digest !== undefined){
let data2 = data.digest;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate354.errors = vErrors;
return errors === 0;
}
validate354.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema141 = {"type":"object","additionalProperties":false,"properties":{"repository":{"type":["string","null"],"maxLength":500},"revision":{"type":["string","null"],"maxLength":250},"path":{"type":["string","null"],"maxLength":1024},"ledger":{"type":["string","null"],"maxLength":500},"run_id":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":[]};

function validate356(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate356.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "repository") || (key0 === "revision")) || (key0 === "path")) || (key0 === "ledger")) || (key0 === "run_id"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.repository !== undefined){
let data0 = data.repository;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema141.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 500 && func2(data0) > 500){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.revision !== undefined){
let data1 = data.revision;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/revision", "type", {type: schema141.properties.revision.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/revision", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
}
if(data.path !== undefined){
let data2 = data.path;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/path", "type", {type: schema141.properties.path.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 1024 && func2(data2) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
}
}
if(data.ledger !== undefined){
let data3 = data.ledger;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/ledger", "type", {type: schema141.properties.ledger.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/ledger", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.run_id !== undefined){
let data4 = data.run_id;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: schema141.properties.run_id.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
vErrors = withError(vErrors, instancePath+"/run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate356.errors = vErrors;
return errors === 0;
}
validate356.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate351(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate351.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.size_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "size_bytes"}, "must have required property '"+"size_bytes"+"'");
errors++;
}
if(data.source === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "source"}, "must have required property '"+"source"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema138.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 200 && func2(data0) > 200){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/name", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/version", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/version", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.role !== undefined){
let data2 = data.role;
if(typeof data2 !== "string"){
vErrors = withError(vErrors, instancePath+"/role", "type", {type: "string"}, "must be string");
errors++;
}
if(!((((data2 === "train") || (data2 === "validation")) || (data2 === "test")) || (data2 === "reference"))){
vErrors = withError(vErrors, instancePath+"/role", "enum", {allowedValues: schema138.properties.role.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.digest !== undefined){
let data3 = data.digest;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: schema138.properties.digest.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(!pattern15.test(data3)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.scheme !== undefined){
let data4 = data.scheme;
if(typeof data4 !== "string"){
vErrors = withError(vErrors, instancePath+"/scheme", "type", {type: "string"}, "must be string");
errors++;
}
if(!((data4 === "file") || (data4 === "folder-2"))){
vErrors = withError(vErrors, instancePath+"/scheme", "enum", {allowedValues: schema138.properties.scheme.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.digests !== undefined){
if(!(validate352(data.digests, {instancePath:instancePath+"/digests",parentData:data,parentDataProperty:"digests",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate352.errors);
errors = vErrors.length;
}
}
if(data.files !== undefined){
let data6 = data.files;
if(Array.isArray(data6)){
if(data6.length > 50){
vErrors = withError(vErrors, instancePath+"/files", "maxItems", {limit: 50}, "must NOT have more than 50 items");
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
if(!(validate354(data6[i0], {instancePath:instancePath+"/files/" + i0,parentData:data6,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate354.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/files", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.path !== undefined){
let data8 = data.path;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/path", "type", {type: schema138.properties.path.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(data8.length > 1024 && func2(data8) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data8.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data8)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
}
if(data.size_bytes !== undefined){
let data9 = data.size_bytes;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (data9 !== null)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: schema138.properties.size_bytes.type}, "must be integer,null");
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 9007199254740991 || isNaN(data9)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data9 < 0 || isNaN(data9)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.source !== undefined){
let data10 = data.source;
const _errs21 = errors;
let valid3 = false;
const _errs22 = errors;
if(data10 !== null){
vErrors = withError(vErrors, instancePath+"/source", "type", {type: "null"}, "must be null");
errors++;
}
var _valid0 = _errs22 === errors;
valid3 = valid3 || _valid0;
const _errs24 = errors;
if(typeof data10 === "string"){
if(data10.length > 2048 && func2(data10) > 2048){
vErrors = withError(vErrors, instancePath+"/source", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/source", "type", {type: "string"}, "must be string");
errors++;
}
var _valid0 = _errs24 === errors;
valid3 = valid3 || _valid0;
const _errs26 = errors;
if(!(validate356(data10, {instancePath:instancePath+"/source",parentData:data,parentDataProperty:"source",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate356.errors);
errors = vErrors.length;
}
var _valid0 = _errs26 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
vErrors = withError(vErrors, instancePath+"/source", "anyOf", {}, "must match a schema in anyOf");
errors++;
}
else {
errors = _errs21;
if(vErrors !== null){
if(_errs21){
vErrors.length = _errs21;
}
else {
vErrors = null;
}
}
}
}
if(data.made_by !== undefined){
let data11 = data.made_by;
if((typeof data11 !== "string") && (data11 !== null)){
vErrors = withError(vErrors, instancePath+"/made_by", "type", {type: schema138.properties.made_by.type}, "must be string,null");
errors++;
}
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
vErrors = withError(vErrors, instancePath+"/made_by", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
if(data.changed_during_run !== undefined){
if(typeof data.changed_during_run !== "boolean"){
vErrors = withError(vErrors, instancePath+"/changed_during_run", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate351.errors = vErrors;
return errors === 0;
}
validate351.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema142 = {"type":"object","additionalProperties":false,"properties":{"uri":{"type":"string","minLength":1,"maxLength":1024},"version":{"type":["string","null"],"maxLength":250},"revision":{"type":["string","null"],"maxLength":250},"digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"file_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"file_digests":{"type":"array","maxItems":500,"items":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["uri","version","revision","digest","made_by"]};

function validate359(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate359.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.uri === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "uri"}, "must have required property '"+"uri"+"'");
errors++;
}
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.revision === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "revision"}, "must have required property '"+"revision"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.made_by === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "made_by"}, "must have required property '"+"made_by"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "uri") || (key0 === "version")) || (key0 === "revision")) || (key0 === "digest")) || (key0 === "file_digest")) || (key0 === "file_digests")) || (key0 === "made_by"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.uri !== undefined){
let data0 = data.uri;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/uri", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/uri", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/uri", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/version", "type", {type: schema142.properties.version.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/version", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
}
if(data.revision !== undefined){
let data2 = data.revision;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/revision", "type", {type: schema142.properties.revision.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 250 && func2(data2) > 250){
vErrors = withError(vErrors, instancePath+"/revision", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
}
if(data.digest !== undefined){
let data3 = data.digest;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: schema142.properties.digest.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(!pattern15.test(data3)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.file_digest !== undefined){
let data4 = data.file_digest;
if(typeof data4 === "string"){
if(!pattern15.test(data4)){
vErrors = withError(vErrors, instancePath+"/file_digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/file_digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.file_digests !== undefined){
let data5 = data.file_digests;
if(Array.isArray(data5)){
if(data5.length > 500){
vErrors = withError(vErrors, instancePath+"/file_digests", "maxItems", {limit: 500}, "must NOT have more than 500 items");
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 === "string"){
if(!pattern15.test(data6)){
vErrors = withError(vErrors, instancePath+"/file_digests/" + i0, "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/file_digests/" + i0, "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/file_digests", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.made_by !== undefined){
let data7 = data.made_by;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/made_by", "type", {type: schema142.properties.made_by.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
vErrors = withError(vErrors, instancePath+"/made_by", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate359.errors = vErrors;
return errors === 0;
}
validate359.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema143 = {"type":["null","object"],"additionalProperties":false,"properties":{"repository":{"type":["string","null"],"maxLength":500},"commit":{"type":["string","null"],"maxLength":64},"tree":{"type":["string","null"],"maxLength":64},"ref":{"type":["string","null"],"maxLength":500},"merge_commit":{"type":["string","null"],"maxLength":64},"base_commit":{"type":["string","null"],"maxLength":64},"dirty":{"type":["boolean","null"]},"diff_digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"},"untracked_files":{"type":["integer","null"],"minimum":0},"submodule":{"$ref":"#/$defs/part8"}},"required":["repository","commit","ref","merge_commit","base_commit","dirty","diff_digest","untracked_files"]};
const schema144 = {"type":["null","object"],"additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"repository":{"type":["string","null"],"maxLength":500},"commit":{"type":["string","null"],"maxLength":64},"tree":{"type":["string","null"],"maxLength":64},"dirty":{"type":["boolean","null"]}},"required":["path","repository","commit","tree","dirty"]};

function validate362(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate362.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema144.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "repository"}, "must have required property '"+"repository"+"'");
errors++;
}
if(data.commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "commit"}, "must have required property '"+"commit"+"'");
errors++;
}
if(data.tree === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "tree"}, "must have required property '"+"tree"+"'");
errors++;
}
if(data.dirty === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "dirty"}, "must have required property '"+"dirty"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "path") || (key0 === "repository")) || (key0 === "commit")) || (key0 === "tree")) || (key0 === "dirty"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.repository !== undefined){
let data1 = data.repository;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema144.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.commit !== undefined){
let data2 = data.commit;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/commit", "type", {type: schema144.properties.commit.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 64 && func2(data2) > 64){
vErrors = withError(vErrors, instancePath+"/commit", "maxLength", {limit: 64}, "must NOT have more than 64 characters");
errors++;
}
}
}
if(data.tree !== undefined){
let data3 = data.tree;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/tree", "type", {type: schema144.properties.tree.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 64 && func2(data3) > 64){
vErrors = withError(vErrors, instancePath+"/tree", "maxLength", {limit: 64}, "must NOT have more than 64 characters");
errors++;
}
}
}
if(data.dirty !== undefined){
let data4 = data.dirty;
if((typeof data4 !== "boolean") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/dirty", "type", {type: schema144.properties.dirty.type}, "must be boolean,null");
errors++;
}
}
}
validate362.errors = vErrors;
return errors === 0;
}
validate362.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate361(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate361.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema143.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "repository"}, "must have required property '"+"repository"+"'");
errors++;
}
if(data.commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "commit"}, "must have required property '"+"commit"+"'");
errors++;
}
if(data.ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ref"}, "must have required property '"+"ref"+"'");
errors++;
}
if(data.merge_commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "merge_commit"}, "must have required property '"+"merge_commit"+"'");
errors++;
}
if(data.base_commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "base_commit"}, "must have required property '"+"base_commit"+"'");
errors++;
}
if(data.dirty === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "dirty"}, "must have required property '"+"dirty"+"'");
errors++;
}
if(data.diff_digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "diff_digest"}, "must have required property '"+"diff_digest"+"'");
errors++;
}
if(data.untracked_files === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "untracked_files"}, "must have required property '"+"untracked_files"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema143.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.repository !== undefined){
let data0 = data.repository;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/repository", "type", {type: schema143.properties.repository.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 500 && func2(data0) > 500){
vErrors = withError(vErrors, instancePath+"/repository", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.commit !== undefined){
let data1 = data.commit;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/commit", "type", {type: schema143.properties.commit.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 64 && func2(data1) > 64){
vErrors = withError(vErrors, instancePath+"/commit", "maxLength", {limit: 64}, "must NOT have more than 64 characters");
errors++;
}
}
}
if(data.tree !== undefined){
let data2 = data.tree;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/tree", "type", {type: schema143.properties.tree.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 64 && func2(data2) > 64){
vErrors = withError(vErrors, instancePath+"/tree", "maxLength", {limit: 64}, "must NOT have more than 64 characters");
errors++;
}
}
}
if(data.ref !== undefined){
let data3 = data.ref;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/ref", "type", {type: schema143.properties.ref.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/ref", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.merge_commit !== undefined){
let data4 = data.merge_commit;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/merge_commit", "type", {type: schema143.properties.merge_commit.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 64 && func2(data4) > 64){
vErrors = withError(vErrors, instancePath+"/merge_commit", "maxLength", {limit: 64}, "must NOT have more than 64 characters");
errors++;
}
}
}
if(data.base_commit !== undefined){
let data5 = data.base_commit;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/base_commit", "type", {type: schema143.properties.base_commit.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 64 && func2(data5) > 64){
vErrors = withError(vErrors, instancePath+"/base_commit", "maxLength", {limit: 64}, "must NOT have more than 64 characters");
errors++;
}
}
}
if(data.dirty !== undefined){
let data6 = data.dirty;
if((typeof data6 !== "boolean") && (data6 !== null)){
vErrors = withError(vErrors, instancePath+"/dirty", "type", {type: schema143.properties.dirty.type}, "must be boolean,null");
errors++;
}
}
if(data.diff_digest !== undefined){
let data7 = data.diff_digest;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/diff_digest", "type", {type: schema143.properties.diff_digest.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(!pattern15.test(data7)){
vErrors = withError(vErrors, instancePath+"/diff_digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
if(data.untracked_files !== undefined){
let data8 = data.untracked_files;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/untracked_files", "type", {type: schema143.properties.untracked_files.type}, "must be integer,null");
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
vErrors = withError(vErrors, instancePath+"/untracked_files", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.submodule !== undefined){
if(!(validate362(data.submodule, {instancePath:instancePath+"/submodule",parentData:data,parentDataProperty:"submodule",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate362.errors);
errors = vErrors.length;
}
}
}
validate361.errors = vErrors;
return errors === 0;
}
validate361.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema145 = {"type":"object","maxProperties":5000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":["string","number","boolean","null"],"maxLength":8192}};

function validate365(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate365.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 5000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 5000}, "must NOT have more than 5000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema145.additionalProperties.type}, "must be string,number,boolean,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 8192 && func2(data0) > 8192){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 8192}, "must NOT have more than 8192 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate365.errors = vErrors;
return errors === 0;
}
validate365.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema146 = {"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":["string","number","boolean","null"],"maxLength":8192}};

function validate367(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate367.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 200){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 200}, "must NOT have more than 200 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: schema146.additionalProperties.type}, "must be string,number,boolean,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 8192 && func2(data0) > 8192){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 8192}, "must NOT have more than 8192 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate367.errors = vErrors;
return errors === 0;
}
validate367.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema147 = {"type":"object","additionalProperties":false,"properties":{"kind":{"type":"string","enum":["param","params-file","dataset"]},"name":{"type":"string","minLength":1,"maxLength":250},"path":{"type":["string","null"],"maxLength":1024},"begin":{"type":["string","number","boolean","null"],"maxLength":8192},"end":{"type":["string","number","boolean","null"],"maxLength":8192}},"required":["kind","name","path","begin","end"]};

function validate369(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate369.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kind"}, "must have required property '"+"kind"+"'");
errors++;
}
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.begin === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "begin"}, "must have required property '"+"begin"+"'");
errors++;
}
if(data.end === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "end"}, "must have required property '"+"end"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "kind") || (key0 === "name")) || (key0 === "path")) || (key0 === "begin")) || (key0 === "end"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.kind !== undefined){
let data0 = data.kind;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/kind", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data0 === "param") || (data0 === "params-file")) || (data0 === "dataset"))){
vErrors = withError(vErrors, instancePath+"/kind", "enum", {allowedValues: schema147.properties.kind.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 250 && func2(data1) > 250){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/name", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.path !== undefined){
let data2 = data.path;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/path", "type", {type: schema147.properties.path.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 1024 && func2(data2) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
}
}
if(data.begin !== undefined){
let data3 = data.begin;
if((((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")) && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/begin", "type", {type: schema147.properties.begin.type}, "must be string,number,boolean,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 8192 && func2(data3) > 8192){
vErrors = withError(vErrors, instancePath+"/begin", "maxLength", {limit: 8192}, "must NOT have more than 8192 characters");
errors++;
}
}
}
if(data.end !== undefined){
let data4 = data.end;
if((((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")) && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/end", "type", {type: schema147.properties.end.type}, "must be string,number,boolean,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 8192 && func2(data4) > 8192){
vErrors = withError(vErrors, instancePath+"/end", "maxLength", {limit: 8192}, "must NOT have more than 8192 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate369.errors = vErrors;
return errors === 0;
}
validate369.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate350(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate350.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.datasets === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "datasets"}, "must have required property '"+"datasets"+"'");
errors++;
}
if(data.code === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "code"}, "must have required property '"+"code"+"'");
errors++;
}
if(data.params === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "params"}, "must have required property '"+"params"+"'");
errors++;
}
if(data.seeds === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "seeds"}, "must have required property '"+"seeds"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "datasets") || (key0 === "models")) || (key0 === "code")) || (key0 === "params")) || (key0 === "seeds")) || (key0 === "changed"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.datasets !== undefined){
let data0 = data.datasets;
if(Array.isArray(data0)){
if(data0.length > 1000){
vErrors = withError(vErrors, instancePath+"/datasets", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate351(data0[i0], {instancePath:instancePath+"/datasets/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate351.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/datasets", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.models !== undefined){
let data2 = data.models;
if(Array.isArray(data2)){
if(data2.length > 100){
vErrors = withError(vErrors, instancePath+"/models", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
if(!(validate359(data2[i1], {instancePath:instancePath+"/models/" + i1,parentData:data2,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate359.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/models", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.code !== undefined){
if(!(validate361(data.code, {instancePath:instancePath+"/code",parentData:data,parentDataProperty:"code",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate361.errors);
errors = vErrors.length;
}
}
if(data.params !== undefined){
if(!(validate365(data.params, {instancePath:instancePath+"/params",parentData:data,parentDataProperty:"params",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate365.errors);
errors = vErrors.length;
}
}
if(data.seeds !== undefined){
if(!(validate367(data.seeds, {instancePath:instancePath+"/seeds",parentData:data,parentDataProperty:"seeds",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate367.errors);
errors = vErrors.length;
}
}
if(data.changed !== undefined){
let data7 = data.changed;
if(Array.isArray(data7)){
if(data7.length > 1000){
vErrors = withError(vErrors, instancePath+"/changed", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
if(!(validate369(data7[i2], {instancePath:instancePath+"/changed/" + i2,parentData:data7,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate369.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/changed", "type", {type: "array"}, "must be array");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate350.errors = vErrors;
return errors === 0;
}
validate350.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema148 = {"type":"object","additionalProperties":false,"properties":{"metrics":{"$ref":"#/$defs/part15"},"metric_files":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part16"}},"artifacts":{"type":"array","maxItems":20000,"items":{"$ref":"#/$defs/part18"}},"models":{"type":"array","maxItems":100,"items":{"$ref":"#/$defs/part19"}},"folders":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/part20"}},"history":{"$ref":"#/$defs/part21"},"system":{"$ref":"#/$defs/part22"}},"required":["metrics","artifacts","models","system"]};
const schema149 = {"type":"object","maxProperties":5000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/part14"}};
const schema150 = {"type":"object","additionalProperties":false,"properties":{"value":{"anyOf":[{"type":"number"},{"type":"string","enum":["NaN","Infinity","-Infinity"]}]},"step":{"type":["integer","null"]},"step_name":{"type":"string","pattern":"^[A-Za-z_][A-Za-z_ /]{0,39}$"},"at":{"type":["string","null"],"pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"source":{"type":["string","null"],"maxLength":1200},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["value","step","at"]};
const pattern213 = new RegExp("^[A-Za-z_][A-Za-z_ /]{0,39}$", "u");

function validate374(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate374.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.value === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "value"}, "must have required property '"+"value"+"'");
errors++;
}
if(data.step === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "step"}, "must have required property '"+"step"+"'");
errors++;
}
if(data.at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "at"}, "must have required property '"+"at"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "value") || (key0 === "step")) || (key0 === "step_name")) || (key0 === "at")) || (key0 === "source")) || (key0 === "reused")) || (key0 === "made_by"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.value !== undefined){
let data0 = data.value;
const _errs3 = errors;
let valid1 = false;
const _errs4 = errors;
if(!((typeof data0 == "number") && (isFinite(data0)))){
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "number"}, "must be number");
errors++;
}
var _valid0 = _errs4 === errors;
valid1 = valid1 || _valid0;
const _errs6 = errors;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/value", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data0 === "NaN") || (data0 === "Infinity")) || (data0 === "-Infinity"))){
vErrors = withError(vErrors, instancePath+"/value", "enum", {allowedValues: schema150.properties.value.anyOf[1].enum}, "must be equal to one of the allowed values");
errors++;
}
var _valid0 = _errs6 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
vErrors = withError(vErrors, instancePath+"/value", "anyOf", {}, "must match a schema in anyOf");
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
if(data.step !== undefined){
let data1 = data.step;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/step", "type", {type: schema150.properties.step.type}, "must be integer,null");
errors++;
}
}
if(data.step_name !== undefined){
let data2 = data.step_name;
if(typeof data2 === "string"){
if(!pattern213.test(data2)){
vErrors = withError(vErrors, instancePath+"/step_name", "pattern", {pattern: "^[A-Za-z_][A-Za-z_ /]{0,39}$"}, "must match pattern \""+"^[A-Za-z_][A-Za-z_ /]{0,39}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/step_name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.at !== undefined){
let data3 = data.at;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/at", "type", {type: schema150.properties.at.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
vErrors = withError(vErrors, instancePath+"/at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
}
if(data.source !== undefined){
let data4 = data.source;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/source", "type", {type: schema150.properties.source.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 1200 && func2(data4) > 1200){
vErrors = withError(vErrors, instancePath+"/source", "maxLength", {limit: 1200}, "must NOT have more than 1200 characters");
errors++;
}
}
}
if(data.reused !== undefined){
if(typeof data.reused !== "boolean"){
vErrors = withError(vErrors, instancePath+"/reused", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.made_by !== undefined){
let data6 = data.made_by;
if((typeof data6 !== "string") && (data6 !== null)){
vErrors = withError(vErrors, instancePath+"/made_by", "type", {type: schema150.properties.made_by.type}, "must be string,null");
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
vErrors = withError(vErrors, instancePath+"/made_by", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate374.errors = vErrors;
return errors === 0;
}
validate374.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate373(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate373.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 5000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 5000}, "must NOT have more than 5000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate374(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate374.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate373.errors = vErrors;
return errors === 0;
}
validate373.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema151 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["path","size_bytes","digest"]};

function validate377(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate377.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.size_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "size_bytes"}, "must have required property '"+"size_bytes"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "path") || (key0 === "size_bytes")) || (key0 === "digest")) || (key0 === "reused")) || (key0 === "made_by"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data1 = data.size_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.digest !== undefined){
let data2 = data.digest;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.reused !== undefined){
if(typeof data.reused !== "boolean"){
vErrors = withError(vErrors, instancePath+"/reused", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.made_by !== undefined){
let data4 = data.made_by;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/made_by", "type", {type: schema151.properties.made_by.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
vErrors = withError(vErrors, instancePath+"/made_by", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate377.errors = vErrors;
return errors === 0;
}
validate377.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema152 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"kind":{"type":"string","enum":["model","params","metrics","data","picture","report","file"]},"stored":{"type":"array","maxItems":20,"items":{"$ref":"#/$defs/part17"}},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"same_as":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["path","size_bytes","digest","kind","stored"]};
const schema153 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1},"name":{"type":"string","maxLength":300},"id":{"type":"string","maxLength":100},"url":{"type":"string","maxLength":2048},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}}};

function validate380(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate380.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "type"}, "must have required property '"+"type"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "type") || (key0 === "name")) || (key0 === "id")) || (key0 === "url")) || (key0 === "digest")) || (key0 === "size_bytes")) || (key0 === "expires_at"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 === "string"){
if(data0.length > 40 && func2(data0) > 40){
vErrors = withError(vErrors, instancePath+"/type", "maxLength", {limit: 40}, "must NOT have more than 40 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/type", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/type", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 300 && func2(data1) > 300){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.id !== undefined){
let data2 = data.id;
if(typeof data2 === "string"){
if(data2.length > 100 && func2(data2) > 100){
vErrors = withError(vErrors, instancePath+"/id", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.url !== undefined){
let data3 = data.url;
if(typeof data3 === "string"){
if(data3.length > 2048 && func2(data3) > 2048){
vErrors = withError(vErrors, instancePath+"/url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/url", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.digest !== undefined){
let data4 = data.digest;
if(typeof data4 === "string"){
if(!pattern15.test(data4)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data5 = data.size_bytes;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9007199254740991 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data5 < 0 || isNaN(data5)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.expires_at !== undefined){
let data6 = data.expires_at;
if(typeof data6 === "string"){
if(!pattern14.test(data6)){
vErrors = withError(vErrors, instancePath+"/expires_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/expires_at", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate380.errors = vErrors;
return errors === 0;
}
validate380.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate379(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate379.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.size_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "size_bytes"}, "must have required property '"+"size_bytes"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.kind === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kind"}, "must have required property '"+"kind"+"'");
errors++;
}
if(data.stored === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "stored"}, "must have required property '"+"stored"+"'");
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "path") || (key0 === "size_bytes")) || (key0 === "digest")) || (key0 === "kind")) || (key0 === "stored")) || (key0 === "reused")) || (key0 === "made_by")) || (key0 === "same_as"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.size_bytes !== undefined){
let data1 = data.size_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.digest !== undefined){
let data2 = data.digest;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.kind !== undefined){
let data3 = data.kind;
if(typeof data3 !== "string"){
vErrors = withError(vErrors, instancePath+"/kind", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((((((data3 === "model") || (data3 === "params")) || (data3 === "metrics")) || (data3 === "data")) || (data3 === "picture")) || (data3 === "report")) || (data3 === "file"))){
vErrors = withError(vErrors, instancePath+"/kind", "enum", {allowedValues: schema152.properties.kind.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.stored !== undefined){
let data4 = data.stored;
if(Array.isArray(data4)){
if(data4.length > 20){
vErrors = withError(vErrors, instancePath+"/stored", "maxItems", {limit: 20}, "must NOT have more than 20 items");
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate380(data4[i0], {instancePath:instancePath+"/stored/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate380.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/stored", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.reused !== undefined){
if(typeof data.reused !== "boolean"){
vErrors = withError(vErrors, instancePath+"/reused", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.made_by !== undefined){
let data7 = data.made_by;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/made_by", "type", {type: schema152.properties.made_by.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
vErrors = withError(vErrors, instancePath+"/made_by", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
if(data.same_as !== undefined){
let data8 = data.same_as;
if((typeof data8 !== "string") && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/same_as", "type", {type: schema152.properties.same_as.type}, "must be string,null");
errors++;
}
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
vErrors = withError(vErrors, instancePath+"/same_as", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate379.errors = vErrors;
return errors === 0;
}
validate379.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema154 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"manifest":{"$ref":"manifest.v1.schema.json"},"reused":{"type":"boolean"},"made_by":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"},"same_as":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$"}},"required":["path","manifest"]};

function validate383(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate383.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.manifest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "manifest"}, "must have required property '"+"manifest"+"'");
errors++;
}
for(const key0 in data){
if(!(((((key0 === "path") || (key0 === "manifest")) || (key0 === "reused")) || (key0 === "made_by")) || (key0 === "same_as"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.manifest !== undefined){
if(!(validate201(data.manifest, {instancePath:instancePath+"/manifest",parentData:data,parentDataProperty:"manifest",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate201.errors);
errors = vErrors.length;
}
}
if(data.reused !== undefined){
if(typeof data.reused !== "boolean"){
vErrors = withError(vErrors, instancePath+"/reused", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
if(data.made_by !== undefined){
let data3 = data.made_by;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/made_by", "type", {type: schema154.properties.made_by.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
vErrors = withError(vErrors, instancePath+"/made_by", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
if(data.same_as !== undefined){
let data4 = data.same_as;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/same_as", "type", {type: schema154.properties.same_as.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
vErrors = withError(vErrors, instancePath+"/same_as", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate383.errors = vErrors;
return errors === 0;
}
validate383.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema155 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"files":{"type":"integer","minimum":0,"maximum":9007199254740991},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991}},"required":["path","digest","files","size_bytes"]};

function validate386(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate386.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
if(data.files === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "files"}, "must have required property '"+"files"+"'");
errors++;
}
if(data.size_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "size_bytes"}, "must have required property '"+"size_bytes"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "path") || (key0 === "digest")) || (key0 === "files")) || (key0 === "size_bytes"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.digest !== undefined){
let data1 = data.digest;
if(typeof data1 === "string"){
if(!pattern15.test(data1)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.files !== undefined){
let data2 = data.files;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
vErrors = withError(vErrors, instancePath+"/files", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 9007199254740991 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/files", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data2 < 0 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/files", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.size_bytes !== undefined){
let data3 = data.size_bytes;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
vErrors = withError(vErrors, instancePath+"/size_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9007199254740991 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data3 < 0 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/size_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate386.errors = vErrors;
return errors === 0;
}
validate386.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema156 = {"type":"object","additionalProperties":false,"properties":{"notice":{"type":"string","const":"history-thinned"},"artifact":{"type":["string","null"],"minLength":1,"maxLength":1024},"points":{"type":"integer","minimum":0,"maximum":9007199254740991},"kept":{"type":"integer","minimum":0,"maximum":9007199254740991}},"required":["points","kept"]};

function validate388(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate388.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.points === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "points"}, "must have required property '"+"points"+"'");
errors++;
}
if(data.kept === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "kept"}, "must have required property '"+"kept"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "notice") || (key0 === "artifact")) || (key0 === "points")) || (key0 === "kept"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.notice !== undefined){
let data0 = data.notice;
if(typeof data0 !== "string"){
vErrors = withError(vErrors, instancePath+"/notice", "type", {type: "string"}, "must be string");
errors++;
}
if("history-thinned" !== data0){
vErrors = withError(vErrors, instancePath+"/notice", "const", {allowedValue: "history-thinned"}, "must be equal to constant");
errors++;
}
}
if(data.artifact !== undefined){
let data1 = data.artifact;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/artifact", "type", {type: schema156.properties.artifact.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 1024 && func2(data1) > 1024){
vErrors = withError(vErrors, instancePath+"/artifact", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data1.length < 1){
vErrors = withError(vErrors, instancePath+"/artifact", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
}
if(data.points !== undefined){
let data2 = data.points;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
vErrors = withError(vErrors, instancePath+"/points", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 9007199254740991 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/points", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data2 < 0 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/points", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.kept !== undefined){
let data3 = data.kept;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
vErrors = withError(vErrors, instancePath+"/kept", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9007199254740991 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/kept", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data3 < 0 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/kept", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate388.errors = vErrors;
return errors === 0;
}
validate388.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema157 = {"type":"object","additionalProperties":false,"properties":{"peak_memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"cpu_s":{"type":["number","null"],"minimum":0},"gpu_s":{"type":["number","null"],"minimum":0},"gpu_peak_memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991}},"required":["peak_memory_bytes","cpu_s","gpu_s","gpu_peak_memory_bytes"]};

function validate390(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate390.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.peak_memory_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "peak_memory_bytes"}, "must have required property '"+"peak_memory_bytes"+"'");
errors++;
}
if(data.cpu_s === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "cpu_s"}, "must have required property '"+"cpu_s"+"'");
errors++;
}
if(data.gpu_s === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "gpu_s"}, "must have required property '"+"gpu_s"+"'");
errors++;
}
if(data.gpu_peak_memory_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "gpu_peak_memory_bytes"}, "must have required property '"+"gpu_peak_memory_bytes"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "peak_memory_bytes") || (key0 === "cpu_s")) || (key0 === "gpu_s")) || (key0 === "gpu_peak_memory_bytes"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.peak_memory_bytes !== undefined){
let data0 = data.peak_memory_bytes;
if((!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/peak_memory_bytes", "type", {type: schema157.properties.peak_memory_bytes.type}, "must be integer,null");
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9007199254740991 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/peak_memory_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data0 < 0 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/peak_memory_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.cpu_s !== undefined){
let data1 = data.cpu_s;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/cpu_s", "type", {type: schema157.properties.cpu_s.type}, "must be number,null");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/cpu_s", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.gpu_s !== undefined){
let data2 = data.gpu_s;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/gpu_s", "type", {type: schema157.properties.gpu_s.type}, "must be number,null");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
vErrors = withError(vErrors, instancePath+"/gpu_s", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.gpu_peak_memory_bytes !== undefined){
let data3 = data.gpu_peak_memory_bytes;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/gpu_peak_memory_bytes", "type", {type: schema157.properties.gpu_peak_memory_bytes.type}, "must be integer,null");
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9007199254740991 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/gpu_peak_memory_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data3 < 0 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/gpu_peak_memory_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate390.errors = vErrors;
return errors === 0;
}
validate390.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate372(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate372.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.metrics === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "metrics"}, "must have required property '"+"metrics"+"'");
errors++;
}
if(data.artifacts === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "artifacts"}, "must have required property '"+"artifacts"+"'");
errors++;
}
if(data.models === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "models"}, "must have required property '"+"models"+"'");
errors++;
}
if(data.system === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "system"}, "must have required property '"+"system"+"'");
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "metrics") || (key0 === "metric_files")) || (key0 === "artifacts")) || (key0 === "models")) || (key0 === "folders")) || (key0 === "history")) || (key0 === "system"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.metrics !== undefined){
if(!(validate373(data.metrics, {instancePath:instancePath+"/metrics",parentData:data,parentDataProperty:"metrics",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate373.errors);
errors = vErrors.length;
}
}
if(data.metric_files !== undefined){
let data1 = data.metric_files;
if(Array.isArray(data1)){
if(data1.length > 1000){
vErrors = withError(vErrors, instancePath+"/metric_files", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate377(data1[i0], {instancePath:instancePath+"/metric_files/" + i0,parentData:data1,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate377.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/metric_files", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.artifacts !== undefined){
let data3 = data.artifacts;
if(Array.isArray(data3)){
if(data3.length > 20000){
vErrors = withError(vErrors, instancePath+"/artifacts", "maxItems", {limit: 20000}, "must NOT have more than 20000 items");
errors++;
}
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(!(validate379(data3[i1], {instancePath:instancePath+"/artifacts/" + i1,parentData:data3,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate379.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/artifacts", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.models !== undefined){
let data5 = data.models;
if(Array.isArray(data5)){
if(data5.length > 100){
vErrors = withError(vErrors, instancePath+"/models", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len2 = data5.length;
for(let i2=0; i2<len2; i2++){
if(!(validate383(data5[i2], {instancePath:instancePath+"/models/" + i2,parentData:data5,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate383.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/models", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.folders !== undefined){
let data7 = data.folders;
if(Array.isArray(data7)){
if(data7.length > 1000){
vErrors = withError(vErrors, instancePath+"/folders", "maxItems", {limit: 1000}, "must NOT have more than 1000 items");
errors++;
}
const len3 = data7.length;
for(let i3=0; i3<len3; i3++){
if(!(validate386(data7[i3], {instancePath:instancePath+"/folders/" + i3,parentData:data7,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate386.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/folders", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.history !== undefined){
if(!(validate388(data.history, {instancePath:instancePath+"/history",parentData:data,parentDataProperty:"history",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate388.errors);
errors = vErrors.length;
}
}
if(data.system !== undefined){
if(!(validate390(data.system, {instancePath:instancePath+"/system",parentData:data,parentDataProperty:"system",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate390.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate372.errors = vErrors;
return errors === 0;
}
validate372.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema158 = {"type":"object","additionalProperties":false,"properties":{"os":{"type":"string","maxLength":200},"arch":{"type":"string","maxLength":40},"cpu":{"$ref":"#/$defs/part24"},"memory_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991},"gpus":{"type":"array","maxItems":256,"items":{"$ref":"#/$defs/part25"}},"python":{"$ref":"#/$defs/part31"},"lockfiles":{"type":"array","maxItems":200,"items":{"$ref":"#/$defs/part32"}},"container":{"$ref":"#/$defs/part33"}},"required":["os","arch","cpu","memory_bytes","gpus","python","lockfiles"]};
const schema159 = {"type":"object","additionalProperties":false,"properties":{"model":{"type":["string","null"],"maxLength":200},"cores":{"type":"integer","minimum":0}},"required":["model","cores"]};

function validate394(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate394.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.model === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "model"}, "must have required property '"+"model"+"'");
errors++;
}
if(data.cores === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "cores"}, "must have required property '"+"cores"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "model") || (key0 === "cores"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.model !== undefined){
let data0 = data.model;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/model", "type", {type: schema159.properties.model.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 200 && func2(data0) > 200){
vErrors = withError(vErrors, instancePath+"/model", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
}
}
if(data.cores !== undefined){
let data1 = data.cores;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = withError(vErrors, instancePath+"/cores", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/cores", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate394.errors = vErrors;
return errors === 0;
}
validate394.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema160 = {"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":200},"memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"driver":{"type":["string","null"],"maxLength":100}},"required":["name","memory_bytes","driver"]};

function validate396(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate396.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.memory_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "memory_bytes"}, "must have required property '"+"memory_bytes"+"'");
errors++;
}
if(data.driver === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "driver"}, "must have required property '"+"driver"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "memory_bytes")) || (key0 === "driver"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 200 && func2(data0) > 200){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/name", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.memory_bytes !== undefined){
let data1 = data.memory_bytes;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/memory_bytes", "type", {type: schema160.properties.memory_bytes.type}, "must be integer,null");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/memory_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data1 < 0 || isNaN(data1)){
vErrors = withError(vErrors, instancePath+"/memory_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.driver !== undefined){
let data2 = data.driver;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/driver", "type", {type: schema160.properties.driver.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 100 && func2(data2) > 100){
vErrors = withError(vErrors, instancePath+"/driver", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate396.errors = vErrors;
return errors === 0;
}
validate396.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema161 = {"type":["null","object"],"additionalProperties":false,"properties":{"version":{"type":"string","maxLength":100},"implementation":{"type":"string","maxLength":100},"packages":{"$ref":"#/$defs/part26"},"direct_urls":{"$ref":"#/$defs/part28"},"others":{"type":"array","maxItems":100,"items":{"$ref":"#/$defs/part30"}},"unlisted":{"type":"integer","minimum":1}},"required":["version","implementation","packages"]};
const schema162 = {"type":"object","maxProperties":10000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":250}};

function validate399(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate399.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 10000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 10000}, "must NOT have more than 10000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(typeof data0 === "string"){
if(data0.length > 250 && func2(data0) > 250){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate399.errors = vErrors;
return errors === 0;
}
validate399.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema163 = {"type":"object","maxProperties":10000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"$ref":"#/$defs/part27"}};
const schema164 = {"type":"object","additionalProperties":false,"properties":{"url":{"type":"string","maxLength":2048},"commit":{"type":["string","null"],"maxLength":100},"editable":{"type":"boolean"}},"required":["url","commit","editable"]};

function validate402(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate402.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "url"}, "must have required property '"+"url"+"'");
errors++;
}
if(data.commit === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "commit"}, "must have required property '"+"commit"+"'");
errors++;
}
if(data.editable === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "editable"}, "must have required property '"+"editable"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "url") || (key0 === "commit")) || (key0 === "editable"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if(typeof data0 === "string"){
if(data0.length > 2048 && func2(data0) > 2048){
vErrors = withError(vErrors, instancePath+"/url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/url", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.commit !== undefined){
let data1 = data.commit;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/commit", "type", {type: schema164.properties.commit.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 100 && func2(data1) > 100){
vErrors = withError(vErrors, instancePath+"/commit", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
}
if(data.editable !== undefined){
if(typeof data.editable !== "boolean"){
vErrors = withError(vErrors, instancePath+"/editable", "type", {type: "boolean"}, "must be boolean");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate402.errors = vErrors;
return errors === 0;
}
validate402.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate401(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate401.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 10000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 10000}, "must NOT have more than 10000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
if(!(validate402(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate402.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate401.errors = vErrors;
return errors === 0;
}
validate401.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema165 = {"type":"object","additionalProperties":false,"properties":{"version":{"type":"string","maxLength":100},"implementation":{"type":"string","maxLength":100},"packages":{"$ref":"#/$defs/part29"}},"required":["version","implementation","packages"]};
const schema166 = {"type":"object","maxProperties":10000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":250}};

function validate406(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate406.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 10000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 10000}, "must NOT have more than 10000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(typeof data0 === "string"){
if(data0.length > 250 && func2(data0) > 250){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate406.errors = vErrors;
return errors === 0;
}
validate406.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate405(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate405.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.implementation === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "implementation"}, "must have required property '"+"implementation"+"'");
errors++;
}
if(data.packages === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "packages"}, "must have required property '"+"packages"+"'");
errors++;
}
for(const key0 in data){
if(!(((key0 === "version") || (key0 === "implementation")) || (key0 === "packages"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(typeof data0 === "string"){
if(data0.length > 100 && func2(data0) > 100){
vErrors = withError(vErrors, instancePath+"/version", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.implementation !== undefined){
let data1 = data.implementation;
if(typeof data1 === "string"){
if(data1.length > 100 && func2(data1) > 100){
vErrors = withError(vErrors, instancePath+"/implementation", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/implementation", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.packages !== undefined){
if(!(validate406(data.packages, {instancePath:instancePath+"/packages",parentData:data,parentDataProperty:"packages",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate406.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate405.errors = vErrors;
return errors === 0;
}
validate405.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate398(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate398.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema161.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "version"}, "must have required property '"+"version"+"'");
errors++;
}
if(data.implementation === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "implementation"}, "must have required property '"+"implementation"+"'");
errors++;
}
if(data.packages === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "packages"}, "must have required property '"+"packages"+"'");
errors++;
}
for(const key0 in data){
if(!((((((key0 === "version") || (key0 === "implementation")) || (key0 === "packages")) || (key0 === "direct_urls")) || (key0 === "others")) || (key0 === "unlisted"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(typeof data0 === "string"){
if(data0.length > 100 && func2(data0) > 100){
vErrors = withError(vErrors, instancePath+"/version", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/version", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.implementation !== undefined){
let data1 = data.implementation;
if(typeof data1 === "string"){
if(data1.length > 100 && func2(data1) > 100){
vErrors = withError(vErrors, instancePath+"/implementation", "maxLength", {limit: 100}, "must NOT have more than 100 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/implementation", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.packages !== undefined){
if(!(validate399(data.packages, {instancePath:instancePath+"/packages",parentData:data,parentDataProperty:"packages",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate399.errors);
errors = vErrors.length;
}
}
if(data.direct_urls !== undefined){
if(!(validate401(data.direct_urls, {instancePath:instancePath+"/direct_urls",parentData:data,parentDataProperty:"direct_urls",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate401.errors);
errors = vErrors.length;
}
}
if(data.others !== undefined){
let data4 = data.others;
if(Array.isArray(data4)){
if(data4.length > 100){
vErrors = withError(vErrors, instancePath+"/others", "maxItems", {limit: 100}, "must NOT have more than 100 items");
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate405(data4[i0], {instancePath:instancePath+"/others/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate405.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/others", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.unlisted !== undefined){
let data6 = data.unlisted;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
vErrors = withError(vErrors, instancePath+"/unlisted", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
vErrors = withError(vErrors, instancePath+"/unlisted", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
}
validate398.errors = vErrors;
return errors === 0;
}
validate398.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema167 = {"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"}},"required":["path","digest"]};

function validate410(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate410.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "path"}, "must have required property '"+"path"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "path") || (key0 === "digest"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(data0.length > 1024 && func2(data0) > 1024){
vErrors = withError(vErrors, instancePath+"/path", "maxLength", {limit: 1024}, "must NOT have more than 1024 characters");
errors++;
}
if(data0.length < 1){
vErrors = withError(vErrors, instancePath+"/path", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
if(!pattern109.test(data0)){
vErrors = withError(vErrors, instancePath+"/path", "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/path", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.digest !== undefined){
let data1 = data.digest;
if(typeof data1 === "string"){
if(!pattern15.test(data1)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate410.errors = vErrors;
return errors === 0;
}
validate410.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema168 = {"type":["null","object"],"additionalProperties":false,"properties":{"image":{"type":["string","null"],"maxLength":500},"digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$"}},"required":["image","digest"]};

function validate412(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate412.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema168.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.image === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "image"}, "must have required property '"+"image"+"'");
errors++;
}
if(data.digest === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "digest"}, "must have required property '"+"digest"+"'");
errors++;
}
for(const key0 in data){
if(!((key0 === "image") || (key0 === "digest"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.image !== undefined){
let data0 = data.image;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/image", "type", {type: schema168.properties.image.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 500 && func2(data0) > 500){
vErrors = withError(vErrors, instancePath+"/image", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.digest !== undefined){
let data1 = data.digest;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/digest", "type", {type: schema168.properties.digest.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(!pattern15.test(data1)){
vErrors = withError(vErrors, instancePath+"/digest", "pattern", {pattern: "^sha256:[0-9a-f]{64}$"}, "must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"");
errors++;
}
}
}
}
validate412.errors = vErrors;
return errors === 0;
}
validate412.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate393(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate393.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.os === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "os"}, "must have required property '"+"os"+"'");
errors++;
}
if(data.arch === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "arch"}, "must have required property '"+"arch"+"'");
errors++;
}
if(data.cpu === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "cpu"}, "must have required property '"+"cpu"+"'");
errors++;
}
if(data.memory_bytes === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "memory_bytes"}, "must have required property '"+"memory_bytes"+"'");
errors++;
}
if(data.gpus === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "gpus"}, "must have required property '"+"gpus"+"'");
errors++;
}
if(data.python === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "python"}, "must have required property '"+"python"+"'");
errors++;
}
if(data.lockfiles === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "lockfiles"}, "must have required property '"+"lockfiles"+"'");
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "os") || (key0 === "arch")) || (key0 === "cpu")) || (key0 === "memory_bytes")) || (key0 === "gpus")) || (key0 === "python")) || (key0 === "lockfiles")) || (key0 === "container"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.os !== undefined){
let data0 = data.os;
if(typeof data0 === "string"){
if(data0.length > 200 && func2(data0) > 200){
vErrors = withError(vErrors, instancePath+"/os", "maxLength", {limit: 200}, "must NOT have more than 200 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/os", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.arch !== undefined){
let data1 = data.arch;
if(typeof data1 === "string"){
if(data1.length > 40 && func2(data1) > 40){
vErrors = withError(vErrors, instancePath+"/arch", "maxLength", {limit: 40}, "must NOT have more than 40 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/arch", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.cpu !== undefined){
if(!(validate394(data.cpu, {instancePath:instancePath+"/cpu",parentData:data,parentDataProperty:"cpu",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate394.errors);
errors = vErrors.length;
}
}
if(data.memory_bytes !== undefined){
let data3 = data.memory_bytes;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
vErrors = withError(vErrors, instancePath+"/memory_bytes", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9007199254740991 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/memory_bytes", "maximum", {comparison: "<=", limit: 9007199254740991}, "must be <= 9007199254740991");
errors++;
}
if(data3 < 0 || isNaN(data3)){
vErrors = withError(vErrors, instancePath+"/memory_bytes", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
}
if(data.gpus !== undefined){
let data4 = data.gpus;
if(Array.isArray(data4)){
if(data4.length > 256){
vErrors = withError(vErrors, instancePath+"/gpus", "maxItems", {limit: 256}, "must NOT have more than 256 items");
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate396(data4[i0], {instancePath:instancePath+"/gpus/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate396.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/gpus", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.python !== undefined){
if(!(validate398(data.python, {instancePath:instancePath+"/python",parentData:data,parentDataProperty:"python",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate398.errors);
errors = vErrors.length;
}
}
if(data.lockfiles !== undefined){
let data7 = data.lockfiles;
if(Array.isArray(data7)){
if(data7.length > 200){
vErrors = withError(vErrors, instancePath+"/lockfiles", "maxItems", {limit: 200}, "must NOT have more than 200 items");
errors++;
}
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
if(!(validate410(data7[i1], {instancePath:instancePath+"/lockfiles/" + i1,parentData:data7,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate410.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/lockfiles", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.container !== undefined){
if(!(validate412(data.container, {instancePath:instancePath+"/container",parentData:data,parentDataProperty:"container",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate412.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate393.errors = vErrors;
return errors === 0;
}
validate393.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema169 = {"type":"object","additionalProperties":false,"properties":{"actor":{"type":["string","null"],"maxLength":500},"actor_id":{"type":["string","null"],"maxLength":500},"triggering_actor":{"type":["string","null"],"maxLength":500},"event":{"type":["string","null"],"maxLength":500},"workflow":{"type":["string","null"],"maxLength":500},"workflow_ref":{"type":["string","null"],"maxLength":500},"job":{"type":["string","null"],"maxLength":500},"ci_run_id":{"type":["string","null"],"maxLength":500},"ci_run_attempt":{"type":["integer","null"],"minimum":1},"ci_run_url":{"type":["string","null"],"maxLength":2048},"matrix":{"type":["object","null"],"maxProperties":100},"runner":{"$ref":"#/$defs/part35"},"pull_request":{"$ref":"#/$defs/part36"},"trust":{"type":"string","enum":["trusted","claimed","fork","imported","tampered"]},"step":{"type":["string","null"],"minLength":1,"maxLength":500},"command_run":{"type":"string","pattern":"^[0-9a-f]{32}$"},"tool_version":{"type":"string","maxLength":60,"minLength":1}},"required":["actor","actor_id","triggering_actor","event","workflow","workflow_ref","job","ci_run_id","ci_run_attempt","ci_run_url","matrix","runner","pull_request","trust","tool_version"]};
const schema170 = {"type":["null","object"],"additionalProperties":false,"properties":{"name":{"type":["string","null"],"maxLength":300},"os":{"type":["string","null"],"maxLength":300},"arch":{"type":["string","null"],"maxLength":300},"environment":{"type":["string","null"],"maxLength":300}},"required":["name","os","arch","environment"]};

function validate416(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate416.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema170.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "name"}, "must have required property '"+"name"+"'");
errors++;
}
if(data.os === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "os"}, "must have required property '"+"os"+"'");
errors++;
}
if(data.arch === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "arch"}, "must have required property '"+"arch"+"'");
errors++;
}
if(data.environment === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "environment"}, "must have required property '"+"environment"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "name") || (key0 === "os")) || (key0 === "arch")) || (key0 === "environment"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/name", "type", {type: schema170.properties.name.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 300 && func2(data0) > 300){
vErrors = withError(vErrors, instancePath+"/name", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
if(data.os !== undefined){
let data1 = data.os;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/os", "type", {type: schema170.properties.os.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 300 && func2(data1) > 300){
vErrors = withError(vErrors, instancePath+"/os", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
if(data.arch !== undefined){
let data2 = data.arch;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/arch", "type", {type: schema170.properties.arch.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 300 && func2(data2) > 300){
vErrors = withError(vErrors, instancePath+"/arch", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
if(data.environment !== undefined){
let data3 = data.environment;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/environment", "type", {type: schema170.properties.environment.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 300 && func2(data3) > 300){
vErrors = withError(vErrors, instancePath+"/environment", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
}
validate416.errors = vErrors;
return errors === 0;
}
validate416.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema171 = {"type":["null","object"],"additionalProperties":false,"properties":{"number":{"type":"integer","minimum":1},"head_ref":{"type":["string","null"],"maxLength":500},"base_ref":{"type":["string","null"],"maxLength":500},"head_repository":{"type":["string","null"],"maxLength":300}},"required":["number","head_ref","base_ref","head_repository"]};

function validate418(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate418.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((data !== null) && (!(data && typeof data == "object" && !Array.isArray(data)))){
vErrors = withError(vErrors, instancePath, "type", {type: schema171.type}, "must be null,object");
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.number === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "number"}, "must have required property '"+"number"+"'");
errors++;
}
if(data.head_ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "head_ref"}, "must have required property '"+"head_ref"+"'");
errors++;
}
if(data.base_ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "base_ref"}, "must have required property '"+"base_ref"+"'");
errors++;
}
if(data.head_repository === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "head_repository"}, "must have required property '"+"head_repository"+"'");
errors++;
}
for(const key0 in data){
if(!((((key0 === "number") || (key0 === "head_ref")) || (key0 === "base_ref")) || (key0 === "head_repository"))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.number !== undefined){
let data0 = data.number;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
vErrors = withError(vErrors, instancePath+"/number", "type", {type: "integer"}, "must be integer");
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 1 || isNaN(data0)){
vErrors = withError(vErrors, instancePath+"/number", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.head_ref !== undefined){
let data1 = data.head_ref;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/head_ref", "type", {type: schema171.properties.head_ref.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/head_ref", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.base_ref !== undefined){
let data2 = data.base_ref;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/base_ref", "type", {type: schema171.properties.base_ref.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/base_ref", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.head_repository !== undefined){
let data3 = data.head_repository;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/head_repository", "type", {type: schema171.properties.head_repository.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 300 && func2(data3) > 300){
vErrors = withError(vErrors, instancePath+"/head_repository", "maxLength", {limit: 300}, "must NOT have more than 300 characters");
errors++;
}
}
}
}
validate418.errors = vErrors;
return errors === 0;
}
validate418.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate415(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate415.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor"}, "must have required property '"+"actor"+"'");
errors++;
}
if(data.actor_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "actor_id"}, "must have required property '"+"actor_id"+"'");
errors++;
}
if(data.triggering_actor === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "triggering_actor"}, "must have required property '"+"triggering_actor"+"'");
errors++;
}
if(data.event === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "event"}, "must have required property '"+"event"+"'");
errors++;
}
if(data.workflow === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "workflow"}, "must have required property '"+"workflow"+"'");
errors++;
}
if(data.workflow_ref === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "workflow_ref"}, "must have required property '"+"workflow_ref"+"'");
errors++;
}
if(data.job === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "job"}, "must have required property '"+"job"+"'");
errors++;
}
if(data.ci_run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_id"}, "must have required property '"+"ci_run_id"+"'");
errors++;
}
if(data.ci_run_attempt === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_attempt"}, "must have required property '"+"ci_run_attempt"+"'");
errors++;
}
if(data.ci_run_url === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ci_run_url"}, "must have required property '"+"ci_run_url"+"'");
errors++;
}
if(data.matrix === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "matrix"}, "must have required property '"+"matrix"+"'");
errors++;
}
if(data.runner === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "runner"}, "must have required property '"+"runner"+"'");
errors++;
}
if(data.pull_request === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "pull_request"}, "must have required property '"+"pull_request"+"'");
errors++;
}
if(data.trust === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "trust"}, "must have required property '"+"trust"+"'");
errors++;
}
if(data.tool_version === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "tool_version"}, "must have required property '"+"tool_version"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema169.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.actor !== undefined){
let data0 = data.actor;
if((typeof data0 !== "string") && (data0 !== null)){
vErrors = withError(vErrors, instancePath+"/actor", "type", {type: schema169.properties.actor.type}, "must be string,null");
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 500 && func2(data0) > 500){
vErrors = withError(vErrors, instancePath+"/actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.actor_id !== undefined){
let data1 = data.actor_id;
if((typeof data1 !== "string") && (data1 !== null)){
vErrors = withError(vErrors, instancePath+"/actor_id", "type", {type: schema169.properties.actor_id.type}, "must be string,null");
errors++;
}
if(typeof data1 === "string"){
if(data1.length > 500 && func2(data1) > 500){
vErrors = withError(vErrors, instancePath+"/actor_id", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.triggering_actor !== undefined){
let data2 = data.triggering_actor;
if((typeof data2 !== "string") && (data2 !== null)){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "type", {type: schema169.properties.triggering_actor.type}, "must be string,null");
errors++;
}
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/triggering_actor", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.event !== undefined){
let data3 = data.event;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/event", "type", {type: schema169.properties.event.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 500 && func2(data3) > 500){
vErrors = withError(vErrors, instancePath+"/event", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.workflow !== undefined){
let data4 = data.workflow;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/workflow", "type", {type: schema169.properties.workflow.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(data4.length > 500 && func2(data4) > 500){
vErrors = withError(vErrors, instancePath+"/workflow", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.workflow_ref !== undefined){
let data5 = data.workflow_ref;
if((typeof data5 !== "string") && (data5 !== null)){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "type", {type: schema169.properties.workflow_ref.type}, "must be string,null");
errors++;
}
if(typeof data5 === "string"){
if(data5.length > 500 && func2(data5) > 500){
vErrors = withError(vErrors, instancePath+"/workflow_ref", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.job !== undefined){
let data6 = data.job;
if((typeof data6 !== "string") && (data6 !== null)){
vErrors = withError(vErrors, instancePath+"/job", "type", {type: schema169.properties.job.type}, "must be string,null");
errors++;
}
if(typeof data6 === "string"){
if(data6.length > 500 && func2(data6) > 500){
vErrors = withError(vErrors, instancePath+"/job", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_id !== undefined){
let data7 = data.ci_run_id;
if((typeof data7 !== "string") && (data7 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "type", {type: schema169.properties.ci_run_id.type}, "must be string,null");
errors++;
}
if(typeof data7 === "string"){
if(data7.length > 500 && func2(data7) > 500){
vErrors = withError(vErrors, instancePath+"/ci_run_id", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
}
}
if(data.ci_run_attempt !== undefined){
let data8 = data.ci_run_attempt;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "type", {type: schema169.properties.ci_run_attempt.type}, "must be integer,null");
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
vErrors = withError(vErrors, instancePath+"/ci_run_attempt", "minimum", {comparison: ">=", limit: 1}, "must be >= 1");
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data9 = data.ci_run_url;
if((typeof data9 !== "string") && (data9 !== null)){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "type", {type: schema169.properties.ci_run_url.type}, "must be string,null");
errors++;
}
if(typeof data9 === "string"){
if(data9.length > 2048 && func2(data9) > 2048){
vErrors = withError(vErrors, instancePath+"/ci_run_url", "maxLength", {limit: 2048}, "must NOT have more than 2048 characters");
errors++;
}
}
}
if(data.matrix !== undefined){
let data10 = data.matrix;
if((!(data10 && typeof data10 == "object" && !Array.isArray(data10))) && (data10 !== null)){
vErrors = withError(vErrors, instancePath+"/matrix", "type", {type: schema169.properties.matrix.type}, "must be object,null");
errors++;
}
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length > 100){
vErrors = withError(vErrors, instancePath+"/matrix", "maxProperties", {limit: 100}, "must NOT have more than 100 properties");
errors++;
}
}
}
if(data.runner !== undefined){
if(!(validate416(data.runner, {instancePath:instancePath+"/runner",parentData:data,parentDataProperty:"runner",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate416.errors);
errors = vErrors.length;
}
}
if(data.pull_request !== undefined){
if(!(validate418(data.pull_request, {instancePath:instancePath+"/pull_request",parentData:data,parentDataProperty:"pull_request",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate418.errors);
errors = vErrors.length;
}
}
if(data.trust !== undefined){
let data13 = data.trust;
if(typeof data13 !== "string"){
vErrors = withError(vErrors, instancePath+"/trust", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((((data13 === "trusted") || (data13 === "claimed")) || (data13 === "fork")) || (data13 === "imported")) || (data13 === "tampered"))){
vErrors = withError(vErrors, instancePath+"/trust", "enum", {allowedValues: schema169.properties.trust.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.step !== undefined){
let data14 = data.step;
if((typeof data14 !== "string") && (data14 !== null)){
vErrors = withError(vErrors, instancePath+"/step", "type", {type: schema169.properties.step.type}, "must be string,null");
errors++;
}
if(typeof data14 === "string"){
if(data14.length > 500 && func2(data14) > 500){
vErrors = withError(vErrors, instancePath+"/step", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data14.length < 1){
vErrors = withError(vErrors, instancePath+"/step", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
}
if(data.command_run !== undefined){
let data15 = data.command_run;
if(typeof data15 === "string"){
if(!pattern3.test(data15)){
vErrors = withError(vErrors, instancePath+"/command_run", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/command_run", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.tool_version !== undefined){
let data16 = data.tool_version;
if(typeof data16 === "string"){
if(data16.length > 60 && func2(data16) > 60){
vErrors = withError(vErrors, instancePath+"/tool_version", "maxLength", {limit: 60}, "must NOT have more than 60 characters");
errors++;
}
if(data16.length < 1){
vErrors = withError(vErrors, instancePath+"/tool_version", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/tool_version", "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate415.errors = vErrors;
return errors === 0;
}
validate415.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema172 = {"type":"object","maxProperties":1000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":8000}};

function validate421(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate421.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1000){
vErrors = withError(vErrors, instancePath, "maxProperties", {limit: 1000}, "must NOT have more than 1000 properties");
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(key0.length > 250 && func2(key0) > 250){
vErrors = withError(vErrors, instancePath, "maxLength", {limit: 250}, "must NOT have more than 250 characters", key0);
errors++;
}
if(key0.length < 1){
vErrors = withError(vErrors, instancePath, "minLength", {limit: 1}, "must NOT have fewer than 1 characters", key0);
errors++;
}
if(!pattern109.test(key0)){
vErrors = withError(vErrors, instancePath, "pattern", {pattern: "^[^\\u0000-\\u001f\\u007f]+$"}, "must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"", key0);
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "string"}, "must be string", key0);
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
vErrors = withError(vErrors, instancePath, "propertyNames", {propertyName: key0}, "property name must be valid");
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(typeof data0 === "string"){
if(data0.length > 8000 && func2(data0) > 8000){
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "maxLength", {limit: 8000}, "must NOT have more than 8000 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "type", {type: "string"}, "must be string");
errors++;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate421.errors = vErrors;
return errors === 0;
}
validate421.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate343(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="run.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate343.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "schema"}, "must have required property '"+"schema"+"'");
errors++;
}
if(data.run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_id"}, "must have required property '"+"run_id"+"'");
errors++;
}
if(data.experiment === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "experiment"}, "must have required property '"+"experiment"+"'");
errors++;
}
if(data.run_name === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "run_name"}, "must have required property '"+"run_name"+"'");
errors++;
}
if(data.parent_run_id === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "parent_run_id"}, "must have required property '"+"parent_run_id"+"'");
errors++;
}
if(data.status === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "status"}, "must have required property '"+"status"+"'");
errors++;
}
if(data.started_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "started_at"}, "must have required property '"+"started_at"+"'");
errors++;
}
if(data.ended_at === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "ended_at"}, "must have required property '"+"ended_at"+"'");
errors++;
}
if(data.duration_s === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "duration_s"}, "must have required property '"+"duration_s"+"'");
errors++;
}
if(data.command === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "command"}, "must have required property '"+"command"+"'");
errors++;
}
if(data.inputs === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "inputs"}, "must have required property '"+"inputs"+"'");
errors++;
}
if(data.outputs === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "outputs"}, "must have required property '"+"outputs"+"'");
errors++;
}
if(data.environment === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "environment"}, "must have required property '"+"environment"+"'");
errors++;
}
if(data.context === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "context"}, "must have required property '"+"context"+"'");
errors++;
}
if(data.tags === undefined){
vErrors = withError(vErrors, instancePath, "required", {missingProperty: "tags"}, "must have required property '"+"tags"+"'");
errors++;
}
for(const key0 in data){
if(!(func1.call(schema133.properties, key0))){
vErrors = withError(vErrors, instancePath, "additionalProperties", {additionalProperty: key0}, "must NOT have additional properties");
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/run/v1" !== data.schema){
vErrors = withError(vErrors, instancePath+"/schema", "const", {allowedValue: "lineage-gate/run/v1"}, "must be equal to constant");
errors++;
}
}
if(data.run_id !== undefined){
let data1 = data.run_id;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
vErrors = withError(vErrors, instancePath+"/run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/run_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.experiment !== undefined){
let data2 = data.experiment;
if(typeof data2 === "string"){
if(data2.length > 500 && func2(data2) > 500){
vErrors = withError(vErrors, instancePath+"/experiment", "maxLength", {limit: 500}, "must NOT have more than 500 characters");
errors++;
}
if(data2.length < 1){
vErrors = withError(vErrors, instancePath+"/experiment", "minLength", {limit: 1}, "must NOT have fewer than 1 characters");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/experiment", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.run_name !== undefined){
let data3 = data.run_name;
if((typeof data3 !== "string") && (data3 !== null)){
vErrors = withError(vErrors, instancePath+"/run_name", "type", {type: schema133.properties.run_name.type}, "must be string,null");
errors++;
}
if(typeof data3 === "string"){
if(data3.length > 250 && func2(data3) > 250){
vErrors = withError(vErrors, instancePath+"/run_name", "maxLength", {limit: 250}, "must NOT have more than 250 characters");
errors++;
}
}
}
if(data.parent_run_id !== undefined){
let data4 = data.parent_run_id;
if((typeof data4 !== "string") && (data4 !== null)){
vErrors = withError(vErrors, instancePath+"/parent_run_id", "type", {type: schema133.properties.parent_run_id.type}, "must be string,null");
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
vErrors = withError(vErrors, instancePath+"/parent_run_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
}
if(data.evidence_id !== undefined){
let data5 = data.evidence_id;
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
vErrors = withError(vErrors, instancePath+"/evidence_id", "pattern", {pattern: "^[0-9a-f]{32}$"}, "must match pattern \""+"^[0-9a-f]{32}$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/evidence_id", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.problems !== undefined){
let data6 = data.problems;
if(Array.isArray(data6)){
if(data6.length > 200){
vErrors = withError(vErrors, instancePath+"/problems", "maxItems", {limit: 200}, "must NOT have more than 200 items");
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
if(!(validate344(data6[i0], {instancePath:instancePath+"/problems/" + i0,parentData:data6,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate344.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/problems", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.redacted !== undefined){
let data8 = data.redacted;
if(Array.isArray(data8)){
if(data8.length > 200){
vErrors = withError(vErrors, instancePath+"/redacted", "maxItems", {limit: 200}, "must NOT have more than 200 items");
errors++;
}
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
if(!(validate346(data8[i1], {instancePath:instancePath+"/redacted/" + i1,parentData:data8,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate346.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath+"/redacted", "type", {type: "array"}, "must be array");
errors++;
}
}
if(data.status !== undefined){
let data10 = data.status;
if(typeof data10 !== "string"){
vErrors = withError(vErrors, instancePath+"/status", "type", {type: "string"}, "must be string");
errors++;
}
if(!(((data10 === "FINISHED") || (data10 === "FAILED")) || (data10 === "KILLED"))){
vErrors = withError(vErrors, instancePath+"/status", "enum", {allowedValues: schema133.properties.status.enum}, "must be equal to one of the allowed values");
errors++;
}
}
if(data.started_at !== undefined){
let data11 = data.started_at;
if(typeof data11 === "string"){
if(!pattern14.test(data11)){
vErrors = withError(vErrors, instancePath+"/started_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/started_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.ended_at !== undefined){
let data12 = data.ended_at;
if(typeof data12 === "string"){
if(!pattern14.test(data12)){
vErrors = withError(vErrors, instancePath+"/ended_at", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"}, "must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\"");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/ended_at", "type", {type: "string"}, "must be string");
errors++;
}
}
if(data.duration_s !== undefined){
let data13 = data.duration_s;
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
vErrors = withError(vErrors, instancePath+"/duration_s", "minimum", {comparison: ">=", limit: 0}, "must be >= 0");
errors++;
}
}
else {
vErrors = withError(vErrors, instancePath+"/duration_s", "type", {type: "number"}, "must be number");
errors++;
}
}
if(data.command !== undefined){
if(!(validate348(data.command, {instancePath:instancePath+"/command",parentData:data,parentDataProperty:"command",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate348.errors);
errors = vErrors.length;
}
}
if(data.inputs !== undefined){
if(!(validate350(data.inputs, {instancePath:instancePath+"/inputs",parentData:data,parentDataProperty:"inputs",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate350.errors);
errors = vErrors.length;
}
}
if(data.outputs !== undefined){
if(!(validate372(data.outputs, {instancePath:instancePath+"/outputs",parentData:data,parentDataProperty:"outputs",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate372.errors);
errors = vErrors.length;
}
}
if(data.environment !== undefined){
if(!(validate393(data.environment, {instancePath:instancePath+"/environment",parentData:data,parentDataProperty:"environment",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate393.errors);
errors = vErrors.length;
}
}
if(data.context !== undefined){
if(!(validate415(data.context, {instancePath:instancePath+"/context",parentData:data,parentDataProperty:"context",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate415.errors);
errors = vErrors.length;
}
}
if(data.tags !== undefined){
if(!(validate421(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = withErrors(vErrors, validate421.errors);
errors = vErrors.length;
}
}
}
else {
vErrors = withError(vErrors, instancePath, "type", {type: "object"}, "must be object");
errors++;
}
validate343.errors = vErrors;
return errors === 0;
}
validate343.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

function withError(all, instancePath, keyword, params, message, propertyName) {
  const error = { instancePath, keyword, params, message, propertyName };
  if (all === null) return [error];
  all.push(error);
  return all;
}
function withErrors(all, more) {
  if (all === null) return more;
  for (const error of more) all.push(error);
  return all;
}

