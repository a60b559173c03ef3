// Generated from schemas/ by `npm run generate`. Do not edit.
import func1Module from 'ajv/dist/runtime/ucs2length.js';

export const manifest = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"manifest.v1.schema.json","title":"Manifest","description":"What a model consists of: every file with size and digest, and what its format says of itself.","type":"object","additionalProperties":false,"properties":{"files":{"type":"array","maxItems":100000,"items":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$","description":"Path with forward slashes, relative to the workspace."},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Bytes."},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the bytes: `sha256:` and 64 lower-case hex digits."}},"required":["path","size_bytes","digest"]},"description":"Sorted by path (bytewise); paths are relative to the model."},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the canonical file list: one line `<hex digest> <size> <path>` and a line feed per file, sorted by path."},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Sum of the files' sizes."},"format":{"type":"string","maxLength":60,"minLength":1,"description":"`mlmodel`, `generic`, …"},"flavors":{"type":"object","maxProperties":50,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"object","maxProperties":100},"description":"MLflow flavors by name, as the format declares them."},"signature":{"anyOf":[{"type":"null"},{"type":"object","additionalProperties":false,"properties":{"inputs":{"description":"Columns or tensors that go in.","type":["array","object","null"]},"outputs":{"description":"Columns or tensors that come out.","type":["array","object","null"]},"params":{"description":"Inference parameters.","type":["array","object","null"]}},"required":[]}],"description":"Model signature, null when the format declares none."},"dependencies":{"type":"array","maxItems":5000,"items":{"type":"string","maxLength":500},"description":"Python requirements as the format lists them."},"framework":{"anyOf":[{"type":"null"},{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100,"minLength":1},"version":{"type":["string","null"],"maxLength":100}},"required":["name","version"]}],"description":"Library that trained the model."}},"required":["files","digest","size_bytes","format","flavors","signature","dependencies","framework"]};
const func1 = func1Module.default;
const pattern4 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");
const pattern5 = new RegExp("^sha256:[0-9a-f]{64}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="manifest.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.files === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "files"},message:"must have required property '"+"files"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.digest === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.size_bytes === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.format === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "format"},message:"must have required property '"+"format"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.flavors === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "flavors"},message:"must have required property '"+"flavors"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.signature === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.dependencies === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dependencies"},message:"must have required property '"+"dependencies"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.framework === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "framework"},message:"must have required property '"+"framework"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "files") || (key0 === "digest")) || (key0 === "size_bytes")) || (key0 === "format")) || (key0 === "flavors")) || (key0 === "signature")) || (key0 === "dependencies")) || (key0 === "framework"))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.files !== undefined){
let data0 = data.files;
if(Array.isArray(data0)){
if(data0.length > 100000){
const err9 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/maxItems",keyword:"maxItems",params:{limit: 100000},message:"must NOT have more than 100000 items"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.path === undefined){
const err10 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data1.size_bytes === undefined){
const err11 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data1.digest === undefined){
const err12 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data1){
if(!(((key1 === "path") || (key1 === "size_bytes")) || (key1 === "digest"))){
const err13 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data1.path !== undefined){
let data2 = data1.path;
if(typeof data2 === "string"){
if(func1(data2) > 1024){
const err14 = {instancePath:instancePath+"/files/" + i0+"/path",schemaPath:"#/properties/files/items/properties/path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(func1(data2) < 1){
const err15 = {instancePath:instancePath+"/files/" + i0+"/path",schemaPath:"#/properties/files/items/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!pattern4.test(data2)){
const err16 = {instancePath:instancePath+"/files/" + i0+"/path",schemaPath:"#/properties/files/items/properties/path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/files/" + i0+"/path",schemaPath:"#/properties/files/items/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.size_bytes !== undefined){
let data3 = data1.size_bytes;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err18 = {instancePath:instancePath+"/files/" + i0+"/size_bytes",schemaPath:"#/properties/files/items/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9007199254740991 || isNaN(data3)){
const err19 = {instancePath:instancePath+"/files/" + i0+"/size_bytes",schemaPath:"#/properties/files/items/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data3 < 0 || isNaN(data3)){
const err20 = {instancePath:instancePath+"/files/" + i0+"/size_bytes",schemaPath:"#/properties/files/items/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data1.digest !== undefined){
let data4 = data1.digest;
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err21 = {instancePath:instancePath+"/files/" + i0+"/digest",schemaPath:"#/properties/files/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/files/" + i0+"/digest",schemaPath:"#/properties/files/items/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.digest !== undefined){
let data5 = data.digest;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err25 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.size_bytes !== undefined){
let data6 = data.size_bytes;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err27 = {instancePath:instancePath+"/size_bytes",schemaPath:"#/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 9007199254740991 || isNaN(data6)){
const err28 = {instancePath:instancePath+"/size_bytes",schemaPath:"#/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data6 < 0 || isNaN(data6)){
const err29 = {instancePath:instancePath+"/size_bytes",schemaPath:"#/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data.format !== undefined){
let data7 = data.format;
if(typeof data7 === "string"){
if(func1(data7) > 60){
const err30 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(func1(data7) < 1){
const err31 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.flavors !== undefined){
let data8 = data.flavors;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length > 50){
const err33 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
for(const key2 in data8){
const _errs21 = errors;
if(typeof key2 === "string"){
if(func1(key2) > 250){
const err34 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key2};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(func1(key2) < 1){
const err35 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key2};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!pattern4.test(key2)){
const err36 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key2};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key2};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var valid4 = _errs21 === errors;
if(!valid4){
const err38 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/propertyNames",keyword:"propertyNames",params:{propertyName: key2},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
for(const key3 in data8){
let data9 = data8[key3];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length > 100){
const err39 = {instancePath:instancePath+"/flavors/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/flavors/additionalProperties/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/flavors/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/flavors/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.signature !== undefined){
let data10 = data.signature;
const _errs27 = errors;
let valid6 = false;
const _errs28 = errors;
if(data10 !== null){
const err42 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid0 = _errs28 === errors;
valid6 = valid6 || _valid0;
const _errs30 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key4 in data10){
if(!(((key4 === "inputs") || (key4 === "outputs")) || (key4 === "params"))){
const err43 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data10.inputs !== undefined){
if(typeof data10.inputs != "object"){
const err44 = {instancePath:instancePath+"/signature/inputs",schemaPath:"#/properties/signature/anyOf/1/properties/inputs/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.inputs.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data10.outputs !== undefined){
if(typeof data10.outputs != "object"){
const err45 = {instancePath:instancePath+"/signature/outputs",schemaPath:"#/properties/signature/anyOf/1/properties/outputs/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.outputs.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data10.params !== undefined){
if(typeof data10.params != "object"){
const err46 = {instancePath:instancePath+"/signature/params",schemaPath:"#/properties/signature/anyOf/1/properties/params/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.params.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid0 = _errs30 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const err48 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
else {
errors = _errs27;
if(vErrors !== null){
if(_errs27){
vErrors.length = _errs27;
}
else {
vErrors = null;
}
}
}
}
if(data.dependencies !== undefined){
let data14 = data.dependencies;
if(Array.isArray(data14)){
if(data14.length > 5000){
const err49 = {instancePath:instancePath+"/dependencies",schemaPath:"#/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
const len1 = data14.length;
for(let i1=0; i1<len1; i1++){
let data15 = data14[i1];
if(typeof data15 === "string"){
if(func1(data15) > 500){
const err50 = {instancePath:instancePath+"/dependencies/" + i1,schemaPath:"#/properties/dependencies/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/dependencies/" + i1,schemaPath:"#/properties/dependencies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/dependencies",schemaPath:"#/properties/dependencies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.framework !== undefined){
let data16 = data.framework;
const _errs44 = errors;
let valid10 = false;
const _errs45 = errors;
if(data16 !== null){
const err53 = {instancePath:instancePath+"/framework",schemaPath:"#/properties/framework/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
var _valid1 = _errs45 === errors;
valid10 = valid10 || _valid1;
const _errs47 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err54 = {instancePath:instancePath+"/framework",schemaPath:"#/properties/framework/anyOf/1/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data16.version === undefined){
const err55 = {instancePath:instancePath+"/framework",schemaPath:"#/properties/framework/anyOf/1/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
for(const key5 in data16){
if(!((key5 === "name") || (key5 === "version"))){
const err56 = {instancePath:instancePath+"/framework",schemaPath:"#/properties/framework/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data16.name !== undefined){
let data17 = data16.name;
if(typeof data17 === "string"){
if(func1(data17) > 100){
const err57 = {instancePath:instancePath+"/framework/name",schemaPath:"#/properties/framework/anyOf/1/properties/name/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(func1(data17) < 1){
const err58 = {instancePath:instancePath+"/framework/name",schemaPath:"#/properties/framework/anyOf/1/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/framework/name",schemaPath:"#/properties/framework/anyOf/1/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data16.version !== undefined){
let data18 = data16.version;
if((typeof data18 !== "string") && (data18 !== null)){
const err60 = {instancePath:instancePath+"/framework/version",schemaPath:"#/properties/framework/anyOf/1/properties/version/type",keyword:"type",params:{type: schema31.properties.framework.anyOf[1].properties.version.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(typeof data18 === "string"){
if(func1(data18) > 100){
const err61 = {instancePath:instancePath+"/framework/version",schemaPath:"#/properties/framework/anyOf/1/properties/version/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
}
else {
const err62 = {instancePath:instancePath+"/framework",schemaPath:"#/properties/framework/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
var _valid1 = _errs47 === errors;
valid10 = valid10 || _valid1;
if(!valid10){
const err63 = {instancePath:instancePath+"/framework",schemaPath:"#/properties/framework/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
else {
errors = _errs44;
if(vErrors !== null){
if(_errs44){
vErrors.length = _errs44;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err64 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const modelEvent = validate21;
const schema32 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"model-event.v1.schema.json","title":"ModelEvent","description":"A change of a registered model's state. The current state is the fold of a model's events in the order of their chain.","type":"object","required":["type"],"oneOf":[{"title":"RegisteredEvent","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"UUIDv7 as 32 lower-case hex digits."},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339 in UTC."},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the bytes of the model's event before this one; null for the first."},"type":{"const":"registered"},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"UUIDv7 as 32 lower-case hex digits."},"manifest_digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the bytes: `sha256:` and 64 lower-case hex digits."}},"required":["schema","event_id","model","version","at","actor","ci_run_url","previous","type","run_id","manifest_digest"]},{"title":"AliasSetEvent","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"UUIDv7 as 32 lower-case hex digits."},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339 in UTC."},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the bytes of the model's event before this one; null for the first."},"type":{"const":"alias-set"},"alias":{"type":"string","minLength":1,"maxLength":200}},"required":["schema","event_id","model","version","at","actor","ci_run_url","previous","type","alias"]},{"title":"StageChangedEvent","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-event/v1"},"event_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"UUIDv7 as 32 lower-case hex digits."},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339 in UTC."},"actor":{"type":["string","null"],"maxLength":500},"ci_run_url":{"type":["string","null"],"maxLength":2048},"previous":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the bytes of the model's event before this one; null for the first."},"type":{"const":"stage-changed"},"from_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$","description":"Stage of the version before; `None` at first."},"to_stage":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$","description":"Stage of the version from now on."},"reason":{"type":["string","null"],"maxLength":2000}},"required":["schema","event_id","model","version","at","actor","ci_run_url","previous","type","from_stage","to_stage","reason"]}]};
const func11 = Object.prototype.hasOwnProperty;
const pattern8 = new RegExp("^[0-9a-f]{32}$", "u");
const pattern9 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$", "u");
const pattern19 = new RegExp("^[A-Za-z][A-Za-z0-9_-]*$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="model-event.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.event_id === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "event_id"},message:"must have required property '"+"event_id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.model === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "model"},message:"must have required property '"+"model"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.version === undefined){
const err3 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.at === undefined){
const err4 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.actor === undefined){
const err5 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "actor"},message:"must have required property '"+"actor"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.ci_run_url === undefined){
const err6 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "ci_run_url"},message:"must have required property '"+"ci_run_url"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.previous === undefined){
const err7 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "previous"},message:"must have required property '"+"previous"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.type === undefined){
const err8 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.run_id === undefined){
const err9 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "run_id"},message:"must have required property '"+"run_id"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.manifest_digest === undefined){
const err10 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "manifest_digest"},message:"must have required property '"+"manifest_digest"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key0 in data){
if(!(func11.call(schema32.oneOf[0].properties, key0))){
const err11 = {instancePath,schemaPath:"#/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/oneOf/0/properties/schema/const",keyword:"const",params:{allowedValue: "lineage-gate/model-event/v1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.event_id !== undefined){
let data1 = data.event_id;
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
const err13 = {instancePath:instancePath+"/event_id",schemaPath:"#/oneOf/0/properties/event_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/event_id",schemaPath:"#/oneOf/0/properties/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.model !== undefined){
let data2 = data.model;
if(typeof data2 === "string"){
if(func1(data2) > 200){
const err15 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/0/properties/model/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(func1(data2) < 1){
const err16 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/0/properties/model/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/0/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.version !== undefined){
let data3 = data.version;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err18 = {instancePath:instancePath+"/version",schemaPath:"#/oneOf/0/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err19 = {instancePath:instancePath+"/version",schemaPath:"#/oneOf/0/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.at !== undefined){
let data4 = data.at;
if(typeof data4 === "string"){
if(!pattern9.test(data4)){
const err20 = {instancePath:instancePath+"/at",schemaPath:"#/oneOf/0/properties/at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/at",schemaPath:"#/oneOf/0/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.actor !== undefined){
let data5 = data.actor;
if((typeof data5 !== "string") && (data5 !== null)){
const err22 = {instancePath:instancePath+"/actor",schemaPath:"#/oneOf/0/properties/actor/type",keyword:"type",params:{type: schema32.oneOf[0].properties.actor.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data5 === "string"){
if(func1(data5) > 500){
const err23 = {instancePath:instancePath+"/actor",schemaPath:"#/oneOf/0/properties/actor/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data6 = data.ci_run_url;
if((typeof data6 !== "string") && (data6 !== null)){
const err24 = {instancePath:instancePath+"/ci_run_url",schemaPath:"#/oneOf/0/properties/ci_run_url/type",keyword:"type",params:{type: schema32.oneOf[0].properties.ci_run_url.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(typeof data6 === "string"){
if(func1(data6) > 2048){
const err25 = {instancePath:instancePath+"/ci_run_url",schemaPath:"#/oneOf/0/properties/ci_run_url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.previous !== undefined){
let data7 = data.previous;
if((typeof data7 !== "string") && (data7 !== null)){
const err26 = {instancePath:instancePath+"/previous",schemaPath:"#/oneOf/0/properties/previous/type",keyword:"type",params:{type: schema32.oneOf[0].properties.previous.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err27 = {instancePath:instancePath+"/previous",schemaPath:"#/oneOf/0/properties/previous/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
if(data.type !== undefined){
if("registered" !== data.type){
const err28 = {instancePath:instancePath+"/type",schemaPath:"#/oneOf/0/properties/type/const",keyword:"const",params:{allowedValue: "registered"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.run_id !== undefined){
let data9 = data.run_id;
if(typeof data9 === "string"){
if(!pattern8.test(data9)){
const err29 = {instancePath:instancePath+"/run_id",schemaPath:"#/oneOf/0/properties/run_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/run_id",schemaPath:"#/oneOf/0/properties/run_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.manifest_digest !== undefined){
let data10 = data.manifest_digest;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err31 = {instancePath:instancePath+"/manifest_digest",schemaPath:"#/oneOf/0/properties/manifest_digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/manifest_digest",schemaPath:"#/oneOf/0/properties/manifest_digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
var props0 = true;
}
const _errs25 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err34 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data.event_id === undefined){
const err35 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "event_id"},message:"must have required property '"+"event_id"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data.model === undefined){
const err36 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "model"},message:"must have required property '"+"model"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data.version === undefined){
const err37 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data.at === undefined){
const err38 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data.actor === undefined){
const err39 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "actor"},message:"must have required property '"+"actor"+"'"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data.ci_run_url === undefined){
const err40 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "ci_run_url"},message:"must have required property '"+"ci_run_url"+"'"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data.previous === undefined){
const err41 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "previous"},message:"must have required property '"+"previous"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data.type === undefined){
const err42 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data.alias === undefined){
const err43 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "alias"},message:"must have required property '"+"alias"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key1 in data){
if(!(func11.call(schema32.oneOf[1].properties, key1))){
const err44 = {instancePath,schemaPath:"#/oneOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
const err45 = {instancePath:instancePath+"/schema",schemaPath:"#/oneOf/1/properties/schema/const",keyword:"const",params:{allowedValue: "lineage-gate/model-event/v1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.event_id !== undefined){
let data12 = data.event_id;
if(typeof data12 === "string"){
if(!pattern8.test(data12)){
const err46 = {instancePath:instancePath+"/event_id",schemaPath:"#/oneOf/1/properties/event_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/event_id",schemaPath:"#/oneOf/1/properties/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.model !== undefined){
let data13 = data.model;
if(typeof data13 === "string"){
if(func1(data13) > 200){
const err48 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/1/properties/model/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(func1(data13) < 1){
const err49 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/1/properties/model/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/1/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.version !== undefined){
let data14 = data.version;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err51 = {instancePath:instancePath+"/version",schemaPath:"#/oneOf/1/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 1 || isNaN(data14)){
const err52 = {instancePath:instancePath+"/version",schemaPath:"#/oneOf/1/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data.at !== undefined){
let data15 = data.at;
if(typeof data15 === "string"){
if(!pattern9.test(data15)){
const err53 = {instancePath:instancePath+"/at",schemaPath:"#/oneOf/1/properties/at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/at",schemaPath:"#/oneOf/1/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.actor !== undefined){
let data16 = data.actor;
if((typeof data16 !== "string") && (data16 !== null)){
const err55 = {instancePath:instancePath+"/actor",schemaPath:"#/oneOf/1/properties/actor/type",keyword:"type",params:{type: schema32.oneOf[1].properties.actor.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(typeof data16 === "string"){
if(func1(data16) > 500){
const err56 = {instancePath:instancePath+"/actor",schemaPath:"#/oneOf/1/properties/actor/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data17 = data.ci_run_url;
if((typeof data17 !== "string") && (data17 !== null)){
const err57 = {instancePath:instancePath+"/ci_run_url",schemaPath:"#/oneOf/1/properties/ci_run_url/type",keyword:"type",params:{type: schema32.oneOf[1].properties.ci_run_url.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(typeof data17 === "string"){
if(func1(data17) > 2048){
const err58 = {instancePath:instancePath+"/ci_run_url",schemaPath:"#/oneOf/1/properties/ci_run_url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data.previous !== undefined){
let data18 = data.previous;
if((typeof data18 !== "string") && (data18 !== null)){
const err59 = {instancePath:instancePath+"/previous",schemaPath:"#/oneOf/1/properties/previous/type",keyword:"type",params:{type: schema32.oneOf[1].properties.previous.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(typeof data18 === "string"){
if(!pattern5.test(data18)){
const err60 = {instancePath:instancePath+"/previous",schemaPath:"#/oneOf/1/properties/previous/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data.type !== undefined){
if("alias-set" !== data.type){
const err61 = {instancePath:instancePath+"/type",schemaPath:"#/oneOf/1/properties/type/const",keyword:"const",params:{allowedValue: "alias-set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.alias !== undefined){
let data20 = data.alias;
if(typeof data20 === "string"){
if(func1(data20) > 200){
const err62 = {instancePath:instancePath+"/alias",schemaPath:"#/oneOf/1/properties/alias/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(func1(data20) < 1){
const err63 = {instancePath:instancePath+"/alias",schemaPath:"#/oneOf/1/properties/alias/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/alias",schemaPath:"#/oneOf/1/properties/alias/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath,schemaPath:"#/oneOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
var _valid0 = _errs25 === errors;
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
const _errs46 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err66 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data.event_id === undefined){
const err67 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "event_id"},message:"must have required property '"+"event_id"+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data.model === undefined){
const err68 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "model"},message:"must have required property '"+"model"+"'"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data.version === undefined){
const err69 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data.at === undefined){
const err70 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data.actor === undefined){
const err71 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "actor"},message:"must have required property '"+"actor"+"'"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(data.ci_run_url === undefined){
const err72 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "ci_run_url"},message:"must have required property '"+"ci_run_url"+"'"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data.previous === undefined){
const err73 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "previous"},message:"must have required property '"+"previous"+"'"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data.type === undefined){
const err74 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data.from_stage === undefined){
const err75 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "from_stage"},message:"must have required property '"+"from_stage"+"'"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data.to_stage === undefined){
const err76 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "to_stage"},message:"must have required property '"+"to_stage"+"'"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data.reason === undefined){
const err77 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
for(const key2 in data){
if(!(func11.call(schema32.oneOf[2].properties, key2))){
const err78 = {instancePath,schemaPath:"#/oneOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-event/v1" !== data.schema){
const err79 = {instancePath:instancePath+"/schema",schemaPath:"#/oneOf/2/properties/schema/const",keyword:"const",params:{allowedValue: "lineage-gate/model-event/v1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data.event_id !== undefined){
let data22 = data.event_id;
if(typeof data22 === "string"){
if(!pattern8.test(data22)){
const err80 = {instancePath:instancePath+"/event_id",schemaPath:"#/oneOf/2/properties/event_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
else {
const err81 = {instancePath:instancePath+"/event_id",schemaPath:"#/oneOf/2/properties/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.model !== undefined){
let data23 = data.model;
if(typeof data23 === "string"){
if(func1(data23) > 200){
const err82 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/2/properties/model/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(func1(data23) < 1){
const err83 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/2/properties/model/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/model",schemaPath:"#/oneOf/2/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.version !== undefined){
let data24 = data.version;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err85 = {instancePath:instancePath+"/version",schemaPath:"#/oneOf/2/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err86 = {instancePath:instancePath+"/version",schemaPath:"#/oneOf/2/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data.at !== undefined){
let data25 = data.at;
if(typeof data25 === "string"){
if(!pattern9.test(data25)){
const err87 = {instancePath:instancePath+"/at",schemaPath:"#/oneOf/2/properties/at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/at",schemaPath:"#/oneOf/2/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data.actor !== undefined){
let data26 = data.actor;
if((typeof data26 !== "string") && (data26 !== null)){
const err89 = {instancePath:instancePath+"/actor",schemaPath:"#/oneOf/2/properties/actor/type",keyword:"type",params:{type: schema32.oneOf[2].properties.actor.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if(typeof data26 === "string"){
if(func1(data26) > 500){
const err90 = {instancePath:instancePath+"/actor",schemaPath:"#/oneOf/2/properties/actor/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
if(data.ci_run_url !== undefined){
let data27 = data.ci_run_url;
if((typeof data27 !== "string") && (data27 !== null)){
const err91 = {instancePath:instancePath+"/ci_run_url",schemaPath:"#/oneOf/2/properties/ci_run_url/type",keyword:"type",params:{type: schema32.oneOf[2].properties.ci_run_url.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(typeof data27 === "string"){
if(func1(data27) > 2048){
const err92 = {instancePath:instancePath+"/ci_run_url",schemaPath:"#/oneOf/2/properties/ci_run_url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
if(data.previous !== undefined){
let data28 = data.previous;
if((typeof data28 !== "string") && (data28 !== null)){
const err93 = {instancePath:instancePath+"/previous",schemaPath:"#/oneOf/2/properties/previous/type",keyword:"type",params:{type: schema32.oneOf[2].properties.previous.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(typeof data28 === "string"){
if(!pattern5.test(data28)){
const err94 = {instancePath:instancePath+"/previous",schemaPath:"#/oneOf/2/properties/previous/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
if(data.type !== undefined){
if("stage-changed" !== data.type){
const err95 = {instancePath:instancePath+"/type",schemaPath:"#/oneOf/2/properties/type/const",keyword:"const",params:{allowedValue: "stage-changed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data.from_stage !== undefined){
let data30 = data.from_stage;
if(typeof data30 === "string"){
if(func1(data30) > 50){
const err96 = {instancePath:instancePath+"/from_stage",schemaPath:"#/oneOf/2/properties/from_stage/maxLength",keyword:"maxLength",params:{limit: 50},message:"must NOT have more than 50 characters"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(func1(data30) < 1){
const err97 = {instancePath:instancePath+"/from_stage",schemaPath:"#/oneOf/2/properties/from_stage/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(!pattern19.test(data30)){
const err98 = {instancePath:instancePath+"/from_stage",schemaPath:"#/oneOf/2/properties/from_stage/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/from_stage",schemaPath:"#/oneOf/2/properties/from_stage/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data.to_stage !== undefined){
let data31 = data.to_stage;
if(typeof data31 === "string"){
if(func1(data31) > 50){
const err100 = {instancePath:instancePath+"/to_stage",schemaPath:"#/oneOf/2/properties/to_stage/maxLength",keyword:"maxLength",params:{limit: 50},message:"must NOT have more than 50 characters"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(func1(data31) < 1){
const err101 = {instancePath:instancePath+"/to_stage",schemaPath:"#/oneOf/2/properties/to_stage/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(!pattern19.test(data31)){
const err102 = {instancePath:instancePath+"/to_stage",schemaPath:"#/oneOf/2/properties/to_stage/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
else {
const err103 = {instancePath:instancePath+"/to_stage",schemaPath:"#/oneOf/2/properties/to_stage/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data.reason !== undefined){
let data32 = data.reason;
if((typeof data32 !== "string") && (data32 !== null)){
const err104 = {instancePath:instancePath+"/reason",schemaPath:"#/oneOf/2/properties/reason/type",keyword:"type",params:{type: schema32.oneOf[2].properties.reason.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(typeof data32 === "string"){
if(func1(data32) > 2000){
const err105 = {instancePath:instancePath+"/reason",schemaPath:"#/oneOf/2/properties/reason/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
}
else {
const err106 = {instancePath,schemaPath:"#/oneOf/2/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
var _valid0 = _errs46 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
if(props0 !== true){
props0 = true;
}
}
}
}
if(!valid0){
const err107 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
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
const err108 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
validate21.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate21.evaluated = {"dynamicProps":true,"dynamicItems":false};

export const modelVersion = validate22;
const schema33 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"model-version.v1.schema.json","title":"ModelVersion","description":"A registered model's version.","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/model-version/v1"},"model":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"integer","minimum":1},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"UUIDv7 as 32 lower-case hex digits."},"run_path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$","description":"The model's path within its run."},"manifest":{"$ref":"manifest.v1.schema.json"},"stored":{"type":"array","maxItems":20,"items":{"title":"Stored","description":"Where the bytes of an artifact lie. What each `type` fills in is said in docs/ledger-format.md.","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1,"description":"Kind of store, e.g. `github-artifact` or `local`."},"name":{"type":"string","maxLength":300,"description":"Name of the upload within its store."},"id":{"type":"string","maxLength":100,"description":"The store's own id of the upload."},"url":{"type":"string","maxLength":2048,"description":"Where a person with the right can download it."},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the upload as the store keeps it (of the zip for `github-artifact`)."},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Bytes as the store keeps them."},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"When the store deletes it; absent when it keeps it."}}}},"tags":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":5000},"description":"Lineage tags and the user's own: text to text."},"description":{"type":["string","null"],"maxLength":100000},"card":{"type":["string","null"],"maxLength":100000,"description":"Model card as Markdown."},"policy":{"type":"object","additionalProperties":false,"properties":{"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the policy in canonical JSON."},"verdict":{"type":"string","enum":["pass","fail"]},"findings":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/finding"}}},"required":["digest","verdict","findings"]},"registered_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339 in UTC."},"registered_by":{"type":["string","null"],"maxLength":500}},"required":["schema","model","version","run_id","run_path","manifest","stored","tags","description","card","policy","registered_at","registered_by"],"$defs":{"finding":{"title":"Finding","type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"severity":{"type":"string","enum":["error","warning"]},"subject":{"type":"string","maxLength":500},"message":{"type":"string","maxLength":4000},"mend":{"type":"string","maxLength":4000}},"required":["rule","severity","subject","message","mend"]}}};
const schema35 = {"title":"Finding","type":"object","additionalProperties":false,"properties":{"rule":{"type":"string","maxLength":300},"severity":{"type":"string","enum":["error","warning"]},"subject":{"type":"string","maxLength":500},"message":{"type":"string","maxLength":4000},"mend":{"type":"string","maxLength":4000}},"required":["rule","severity","subject","message","mend"]};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="model-version.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.model === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"},message:"must have required property '"+"model"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.version === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.run_id === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "run_id"},message:"must have required property '"+"run_id"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.run_path === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "run_path"},message:"must have required property '"+"run_path"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.manifest === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "manifest"},message:"must have required property '"+"manifest"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.stored === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stored"},message:"must have required property '"+"stored"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.tags === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tags"},message:"must have required property '"+"tags"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.description === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.card === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "card"},message:"must have required property '"+"card"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.policy === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.registered_at === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "registered_at"},message:"must have required property '"+"registered_at"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.registered_by === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "registered_by"},message:"must have required property '"+"registered_by"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key0 in data){
if(!(func11.call(schema33.properties, key0))){
const err13 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/model-version/v1" !== data.schema){
const err14 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "lineage-gate/model-version/v1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.model !== undefined){
let data1 = data.model;
if(typeof data1 === "string"){
if(func1(data1) > 200){
const err15 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(func1(data1) < 1){
const err16 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.version !== undefined){
let data2 = data.version;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err18 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err19 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.run_id !== undefined){
let data3 = data.run_id;
if(typeof data3 === "string"){
if(!pattern8.test(data3)){
const err20 = {instancePath:instancePath+"/run_id",schemaPath:"#/properties/run_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/run_id",schemaPath:"#/properties/run_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.run_path !== undefined){
let data4 = data.run_path;
if(typeof data4 === "string"){
if(func1(data4) > 1024){
const err22 = {instancePath:instancePath+"/run_path",schemaPath:"#/properties/run_path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(func1(data4) < 1){
const err23 = {instancePath:instancePath+"/run_path",schemaPath:"#/properties/run_path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!pattern4.test(data4)){
const err24 = {instancePath:instancePath+"/run_path",schemaPath:"#/properties/run_path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/run_path",schemaPath:"#/properties/run_path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.manifest !== undefined){
let data5 = data.manifest;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.files === undefined){
const err26 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "files"},message:"must have required property '"+"files"+"'"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data5.digest === undefined){
const err27 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data5.size_bytes === undefined){
const err28 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data5.format === undefined){
const err29 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "format"},message:"must have required property '"+"format"+"'"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data5.flavors === undefined){
const err30 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "flavors"},message:"must have required property '"+"flavors"+"'"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data5.signature === undefined){
const err31 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data5.dependencies === undefined){
const err32 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "dependencies"},message:"must have required property '"+"dependencies"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data5.framework === undefined){
const err33 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "framework"},message:"must have required property '"+"framework"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
for(const key1 in data5){
if(!((((((((key1 === "files") || (key1 === "digest")) || (key1 === "size_bytes")) || (key1 === "format")) || (key1 === "flavors")) || (key1 === "signature")) || (key1 === "dependencies")) || (key1 === "framework"))){
const err34 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data5.files !== undefined){
let data6 = data5.files;
if(Array.isArray(data6)){
if(data6.length > 100000){
const err35 = {instancePath:instancePath+"/manifest/files",schemaPath:"manifest.v1.schema.json/properties/files/maxItems",keyword:"maxItems",params:{limit: 100000},message:"must NOT have more than 100000 items"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.path === undefined){
const err36 = {instancePath:instancePath+"/manifest/files/" + i0,schemaPath:"manifest.v1.schema.json/properties/files/items/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data7.size_bytes === undefined){
const err37 = {instancePath:instancePath+"/manifest/files/" + i0,schemaPath:"manifest.v1.schema.json/properties/files/items/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data7.digest === undefined){
const err38 = {instancePath:instancePath+"/manifest/files/" + i0,schemaPath:"manifest.v1.schema.json/properties/files/items/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
for(const key2 in data7){
if(!(((key2 === "path") || (key2 === "size_bytes")) || (key2 === "digest"))){
const err39 = {instancePath:instancePath+"/manifest/files/" + i0,schemaPath:"manifest.v1.schema.json/properties/files/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data7.path !== undefined){
let data8 = data7.path;
if(typeof data8 === "string"){
if(func1(data8) > 1024){
const err40 = {instancePath:instancePath+"/manifest/files/" + i0+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(func1(data8) < 1){
const err41 = {instancePath:instancePath+"/manifest/files/" + i0+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(!pattern4.test(data8)){
const err42 = {instancePath:instancePath+"/manifest/files/" + i0+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/manifest/files/" + i0+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data7.size_bytes !== undefined){
let data9 = data7.size_bytes;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err44 = {instancePath:instancePath+"/manifest/files/" + i0+"/size_bytes",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 9007199254740991 || isNaN(data9)){
const err45 = {instancePath:instancePath+"/manifest/files/" + i0+"/size_bytes",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data9 < 0 || isNaN(data9)){
const err46 = {instancePath:instancePath+"/manifest/files/" + i0+"/size_bytes",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
if(data7.digest !== undefined){
let data10 = data7.digest;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err47 = {instancePath:instancePath+"/manifest/files/" + i0+"/digest",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/manifest/files/" + i0+"/digest",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/manifest/files/" + i0,schemaPath:"manifest.v1.schema.json/properties/files/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/manifest/files",schemaPath:"manifest.v1.schema.json/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data5.digest !== undefined){
let data11 = data5.digest;
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err51 = {instancePath:instancePath+"/manifest/digest",schemaPath:"manifest.v1.schema.json/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/manifest/digest",schemaPath:"manifest.v1.schema.json/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data5.size_bytes !== undefined){
let data12 = data5.size_bytes;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err53 = {instancePath:instancePath+"/manifest/size_bytes",schemaPath:"manifest.v1.schema.json/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 9007199254740991 || isNaN(data12)){
const err54 = {instancePath:instancePath+"/manifest/size_bytes",schemaPath:"manifest.v1.schema.json/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data12 < 0 || isNaN(data12)){
const err55 = {instancePath:instancePath+"/manifest/size_bytes",schemaPath:"manifest.v1.schema.json/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data5.format !== undefined){
let data13 = data5.format;
if(typeof data13 === "string"){
if(func1(data13) > 60){
const err56 = {instancePath:instancePath+"/manifest/format",schemaPath:"manifest.v1.schema.json/properties/format/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(func1(data13) < 1){
const err57 = {instancePath:instancePath+"/manifest/format",schemaPath:"manifest.v1.schema.json/properties/format/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/manifest/format",schemaPath:"manifest.v1.schema.json/properties/format/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data5.flavors !== undefined){
let data14 = data5.flavors;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(Object.keys(data14).length > 50){
const err59 = {instancePath:instancePath+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
for(const key3 in data14){
const _errs34 = errors;
if(typeof key3 === "string"){
if(func1(key3) > 250){
const err60 = {instancePath:instancePath+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key3};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(func1(key3) < 1){
const err61 = {instancePath:instancePath+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key3};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!pattern4.test(key3)){
const err62 = {instancePath:instancePath+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key3};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key3};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
var valid6 = _errs34 === errors;
if(!valid6){
const err64 = {instancePath:instancePath+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
for(const key4 in data14){
let data15 = data14[key4];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(Object.keys(data15).length > 100){
const err65 = {instancePath:instancePath+"/manifest/flavors/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"manifest.v1.schema.json/properties/flavors/additionalProperties/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/manifest/flavors/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"manifest.v1.schema.json/properties/flavors/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data5.signature !== undefined){
let data16 = data5.signature;
const _errs40 = errors;
let valid8 = false;
const _errs41 = errors;
if(data16 !== null){
const err68 = {instancePath:instancePath+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
var _valid0 = _errs41 === errors;
valid8 = valid8 || _valid0;
const _errs43 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key5 in data16){
if(!(((key5 === "inputs") || (key5 === "outputs")) || (key5 === "params"))){
const err69 = {instancePath:instancePath+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data16.inputs !== undefined){
if(typeof data16.inputs != "object"){
const err70 = {instancePath:instancePath+"/manifest/signature/inputs",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/properties/inputs/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.inputs.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data16.outputs !== undefined){
if(typeof data16.outputs != "object"){
const err71 = {instancePath:instancePath+"/manifest/signature/outputs",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/properties/outputs/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.outputs.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data16.params !== undefined){
if(typeof data16.params != "object"){
const err72 = {instancePath:instancePath+"/manifest/signature/params",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/properties/params/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.params.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
var _valid0 = _errs43 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const err74 = {instancePath:instancePath+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
else {
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
}
}
if(data5.dependencies !== undefined){
let data20 = data5.dependencies;
if(Array.isArray(data20)){
if(data20.length > 5000){
const err75 = {instancePath:instancePath+"/manifest/dependencies",schemaPath:"manifest.v1.schema.json/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
let data21 = data20[i1];
if(typeof data21 === "string"){
if(func1(data21) > 500){
const err76 = {instancePath:instancePath+"/manifest/dependencies/" + i1,schemaPath:"manifest.v1.schema.json/properties/dependencies/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/manifest/dependencies/" + i1,schemaPath:"manifest.v1.schema.json/properties/dependencies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/manifest/dependencies",schemaPath:"manifest.v1.schema.json/properties/dependencies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data5.framework !== undefined){
let data22 = data5.framework;
const _errs57 = errors;
let valid12 = false;
const _errs58 = errors;
if(data22 !== null){
const err79 = {instancePath:instancePath+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
var _valid1 = _errs58 === errors;
valid12 = valid12 || _valid1;
const _errs60 = errors;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.name === undefined){
const err80 = {instancePath:instancePath+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data22.version === undefined){
const err81 = {instancePath:instancePath+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
for(const key6 in data22){
if(!((key6 === "name") || (key6 === "version"))){
const err82 = {instancePath:instancePath+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data22.name !== undefined){
let data23 = data22.name;
if(typeof data23 === "string"){
if(func1(data23) > 100){
const err83 = {instancePath:instancePath+"/manifest/framework/name",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/name/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(func1(data23) < 1){
const err84 = {instancePath:instancePath+"/manifest/framework/name",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
else {
const err85 = {instancePath:instancePath+"/manifest/framework/name",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data22.version !== undefined){
let data24 = data22.version;
if((typeof data24 !== "string") && (data24 !== null)){
const err86 = {instancePath:instancePath+"/manifest/framework/version",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/version/type",keyword:"type",params:{type: schema31.properties.framework.anyOf[1].properties.version.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(typeof data24 === "string"){
if(func1(data24) > 100){
const err87 = {instancePath:instancePath+"/manifest/framework/version",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/version/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
}
else {
const err88 = {instancePath:instancePath+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
var _valid1 = _errs60 === errors;
valid12 = valid12 || _valid1;
if(!valid12){
const err89 = {instancePath:instancePath+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
else {
errors = _errs57;
if(vErrors !== null){
if(_errs57){
vErrors.length = _errs57;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err90 = {instancePath:instancePath+"/manifest",schemaPath:"manifest.v1.schema.json/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data.stored !== undefined){
let data25 = data.stored;
if(Array.isArray(data25)){
if(data25.length > 20){
const err91 = {instancePath:instancePath+"/stored",schemaPath:"#/properties/stored/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
const len2 = data25.length;
for(let i2=0; i2<len2; i2++){
let data26 = data25[i2];
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.type === undefined){
const err92 = {instancePath:instancePath+"/stored/" + i2,schemaPath:"#/properties/stored/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
for(const key7 in data26){
if(!(((((((key7 === "type") || (key7 === "name")) || (key7 === "id")) || (key7 === "url")) || (key7 === "digest")) || (key7 === "size_bytes")) || (key7 === "expires_at"))){
const err93 = {instancePath:instancePath+"/stored/" + i2,schemaPath:"#/properties/stored/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data26.type !== undefined){
let data27 = data26.type;
if(typeof data27 === "string"){
if(func1(data27) > 40){
const err94 = {instancePath:instancePath+"/stored/" + i2+"/type",schemaPath:"#/properties/stored/items/properties/type/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(func1(data27) < 1){
const err95 = {instancePath:instancePath+"/stored/" + i2+"/type",schemaPath:"#/properties/stored/items/properties/type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
else {
const err96 = {instancePath:instancePath+"/stored/" + i2+"/type",schemaPath:"#/properties/stored/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data26.name !== undefined){
let data28 = data26.name;
if(typeof data28 === "string"){
if(func1(data28) > 300){
const err97 = {instancePath:instancePath+"/stored/" + i2+"/name",schemaPath:"#/properties/stored/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/stored/" + i2+"/name",schemaPath:"#/properties/stored/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data26.id !== undefined){
let data29 = data26.id;
if(typeof data29 === "string"){
if(func1(data29) > 100){
const err99 = {instancePath:instancePath+"/stored/" + i2+"/id",schemaPath:"#/properties/stored/items/properties/id/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/stored/" + i2+"/id",schemaPath:"#/properties/stored/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data26.url !== undefined){
let data30 = data26.url;
if(typeof data30 === "string"){
if(func1(data30) > 2048){
const err101 = {instancePath:instancePath+"/stored/" + i2+"/url",schemaPath:"#/properties/stored/items/properties/url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
else {
const err102 = {instancePath:instancePath+"/stored/" + i2+"/url",schemaPath:"#/properties/stored/items/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data26.digest !== undefined){
let data31 = data26.digest;
if(typeof data31 === "string"){
if(!pattern5.test(data31)){
const err103 = {instancePath:instancePath+"/stored/" + i2+"/digest",schemaPath:"#/properties/stored/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
else {
const err104 = {instancePath:instancePath+"/stored/" + i2+"/digest",schemaPath:"#/properties/stored/items/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data26.size_bytes !== undefined){
let data32 = data26.size_bytes;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err105 = {instancePath:instancePath+"/stored/" + i2+"/size_bytes",schemaPath:"#/properties/stored/items/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 9007199254740991 || isNaN(data32)){
const err106 = {instancePath:instancePath+"/stored/" + i2+"/size_bytes",schemaPath:"#/properties/stored/items/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if(data32 < 0 || isNaN(data32)){
const err107 = {instancePath:instancePath+"/stored/" + i2+"/size_bytes",schemaPath:"#/properties/stored/items/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
if(data26.expires_at !== undefined){
let data33 = data26.expires_at;
if(typeof data33 === "string"){
if(!pattern9.test(data33)){
const err108 = {instancePath:instancePath+"/stored/" + i2+"/expires_at",schemaPath:"#/properties/stored/items/properties/expires_at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath:instancePath+"/stored/" + i2+"/expires_at",schemaPath:"#/properties/stored/items/properties/expires_at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
else {
const err110 = {instancePath:instancePath+"/stored/" + i2,schemaPath:"#/properties/stored/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
else {
const err111 = {instancePath:instancePath+"/stored",schemaPath:"#/properties/stored/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data.tags !== undefined){
let data34 = data.tags;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(Object.keys(data34).length > 200){
const err112 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
for(const key8 in data34){
const _errs88 = errors;
if(typeof key8 === "string"){
if(func1(key8) > 250){
const err113 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key8};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if(func1(key8) < 1){
const err114 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key8};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if(!pattern4.test(key8)){
const err115 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key8};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key8};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
var valid17 = _errs88 === errors;
if(!valid17){
const err117 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames",keyword:"propertyNames",params:{propertyName: key8},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
for(const key9 in data34){
let data35 = data34[key9];
if(typeof data35 === "string"){
if(func1(data35) > 5000){
const err118 = {instancePath:instancePath+"/tags/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 5000},message:"must NOT have more than 5000 characters"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
else {
const err119 = {instancePath:instancePath+"/tags/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
else {
const err120 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data.description !== undefined){
let data36 = data.description;
if((typeof data36 !== "string") && (data36 !== null)){
const err121 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: schema33.properties.description.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if(typeof data36 === "string"){
if(func1(data36) > 100000){
const err122 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 100000},message:"must NOT have more than 100000 characters"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
}
if(data.card !== undefined){
let data37 = data.card;
if((typeof data37 !== "string") && (data37 !== null)){
const err123 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/type",keyword:"type",params:{type: schema33.properties.card.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if(typeof data37 === "string"){
if(func1(data37) > 100000){
const err124 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/maxLength",keyword:"maxLength",params:{limit: 100000},message:"must NOT have more than 100000 characters"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
if(data.policy !== undefined){
let data38 = data.policy;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.digest === undefined){
const err125 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(data38.verdict === undefined){
const err126 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
if(data38.findings === undefined){
const err127 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "findings"},message:"must have required property '"+"findings"+"'"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
for(const key10 in data38){
if(!(((key10 === "digest") || (key10 === "verdict")) || (key10 === "findings"))){
const err128 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data38.digest !== undefined){
let data39 = data38.digest;
if(typeof data39 === "string"){
if(!pattern5.test(data39)){
const err129 = {instancePath:instancePath+"/policy/digest",schemaPath:"#/properties/policy/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
else {
const err130 = {instancePath:instancePath+"/policy/digest",schemaPath:"#/properties/policy/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
if(data38.verdict !== undefined){
let data40 = data38.verdict;
if(typeof data40 !== "string"){
const err131 = {instancePath:instancePath+"/policy/verdict",schemaPath:"#/properties/policy/properties/verdict/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
if(!((data40 === "pass") || (data40 === "fail"))){
const err132 = {instancePath:instancePath+"/policy/verdict",schemaPath:"#/properties/policy/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema33.properties.policy.properties.verdict.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data38.findings !== undefined){
let data41 = data38.findings;
if(Array.isArray(data41)){
if(data41.length > 1000){
const err133 = {instancePath:instancePath+"/policy/findings",schemaPath:"#/properties/policy/properties/findings/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
const len3 = data41.length;
for(let i3=0; i3<len3; i3++){
let data42 = data41[i3];
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
if(data42.rule === undefined){
const err134 = {instancePath:instancePath+"/policy/findings/" + i3,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "rule"},message:"must have required property '"+"rule"+"'"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if(data42.severity === undefined){
const err135 = {instancePath:instancePath+"/policy/findings/" + i3,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "severity"},message:"must have required property '"+"severity"+"'"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
if(data42.subject === undefined){
const err136 = {instancePath:instancePath+"/policy/findings/" + i3,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "subject"},message:"must have required property '"+"subject"+"'"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if(data42.message === undefined){
const err137 = {instancePath:instancePath+"/policy/findings/" + i3,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if(data42.mend === undefined){
const err138 = {instancePath:instancePath+"/policy/findings/" + i3,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "mend"},message:"must have required property '"+"mend"+"'"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
for(const key11 in data42){
if(!(((((key11 === "rule") || (key11 === "severity")) || (key11 === "subject")) || (key11 === "message")) || (key11 === "mend"))){
const err139 = {instancePath:instancePath+"/policy/findings/" + i3,schemaPath:"#/$defs/finding/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data42.rule !== undefined){
let data43 = data42.rule;
if(typeof data43 === "string"){
if(func1(data43) > 300){
const err140 = {instancePath:instancePath+"/policy/findings/" + i3+"/rule",schemaPath:"#/$defs/finding/properties/rule/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
else {
const err141 = {instancePath:instancePath+"/policy/findings/" + i3+"/rule",schemaPath:"#/$defs/finding/properties/rule/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
if(data42.severity !== undefined){
let data44 = data42.severity;
if(typeof data44 !== "string"){
const err142 = {instancePath:instancePath+"/policy/findings/" + i3+"/severity",schemaPath:"#/$defs/finding/properties/severity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if(!((data44 === "error") || (data44 === "warning"))){
const err143 = {instancePath:instancePath+"/policy/findings/" + i3+"/severity",schemaPath:"#/$defs/finding/properties/severity/enum",keyword:"enum",params:{allowedValues: schema35.properties.severity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data42.subject !== undefined){
let data45 = data42.subject;
if(typeof data45 === "string"){
if(func1(data45) > 500){
const err144 = {instancePath:instancePath+"/policy/findings/" + i3+"/subject",schemaPath:"#/$defs/finding/properties/subject/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
else {
const err145 = {instancePath:instancePath+"/policy/findings/" + i3+"/subject",schemaPath:"#/$defs/finding/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
if(data42.message !== undefined){
let data46 = data42.message;
if(typeof data46 === "string"){
if(func1(data46) > 4000){
const err146 = {instancePath:instancePath+"/policy/findings/" + i3+"/message",schemaPath:"#/$defs/finding/properties/message/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
else {
const err147 = {instancePath:instancePath+"/policy/findings/" + i3+"/message",schemaPath:"#/$defs/finding/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data42.mend !== undefined){
let data47 = data42.mend;
if(typeof data47 === "string"){
if(func1(data47) > 4000){
const err148 = {instancePath:instancePath+"/policy/findings/" + i3+"/mend",schemaPath:"#/$defs/finding/properties/mend/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
else {
const err149 = {instancePath:instancePath+"/policy/findings/" + i3+"/mend",schemaPath:"#/$defs/finding/properties/mend/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
}
else {
const err150 = {instancePath:instancePath+"/policy/findings/" + i3,schemaPath:"#/$defs/finding/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
else {
const err151 = {instancePath:instancePath+"/policy/findings",schemaPath:"#/properties/policy/properties/findings/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
}
else {
const err152 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data.registered_at !== undefined){
let data48 = data.registered_at;
if(typeof data48 === "string"){
if(!pattern9.test(data48)){
const err153 = {instancePath:instancePath+"/registered_at",schemaPath:"#/properties/registered_at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
else {
const err154 = {instancePath:instancePath+"/registered_at",schemaPath:"#/properties/registered_at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data.registered_by !== undefined){
let data49 = data.registered_by;
if((typeof data49 !== "string") && (data49 !== null)){
const err155 = {instancePath:instancePath+"/registered_by",schemaPath:"#/properties/registered_by/type",keyword:"type",params:{type: schema33.properties.registered_by.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if(typeof data49 === "string"){
if(func1(data49) > 500){
const err156 = {instancePath:instancePath+"/registered_by",schemaPath:"#/properties/registered_by/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
}
else {
const err157 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const policy = validate23;
const schema36 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"policy.v1.schema.json","title":"PolicyFile","description":"Rules in .github/lineage.yml.","type":"object","additionalProperties":false,"properties":{"version":{"const":1},"required_tags":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"description":"Lineage tags without which nothing is registered."},"tags":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"pattern":{"type":"string","maxLength":1000,"minLength":1,"description":"Regular expression (ECMAScript, unicode) that the tag's value must match."}},"required":[]},"description":"Rules for the value of a tag, by its key."}},"required":["version"]};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="policy.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "version") || (key0 === "required_tags")) || (key0 === "tags"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.required_tags !== undefined){
let data1 = data.required_tags;
if(Array.isArray(data1)){
if(data1.length > 100){
const err3 = {instancePath:instancePath+"/required_tags",schemaPath:"#/properties/required_tags/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func1(data2) > 250){
const err4 = {instancePath:instancePath+"/required_tags/" + i0,schemaPath:"#/properties/required_tags/items/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(func1(data2) < 1){
const err5 = {instancePath:instancePath+"/required_tags/" + i0,schemaPath:"#/properties/required_tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern4.test(data2)){
const err6 = {instancePath:instancePath+"/required_tags/" + i0,schemaPath:"#/properties/required_tags/items/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/required_tags/" + i0,schemaPath:"#/properties/required_tags/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/required_tags",schemaPath:"#/properties/required_tags/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.tags !== undefined){
let data3 = data.tags;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 200){
const err9 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data3){
const _errs9 = errors;
if(typeof key1 === "string"){
if(func1(key1) > 250){
const err10 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(func1(key1) < 1){
const err11 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern4.test(key1)){
const err12 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var valid3 = _errs9 === errors;
if(!valid3){
const err14 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
for(const key2 in data3){
let data4 = data3[key2];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key3 in data4){
if(!(key3 === "pattern")){
const err15 = {instancePath:instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data4.pattern !== undefined){
let data5 = data4.pattern;
if(typeof data5 === "string"){
if(func1(data5) > 1000){
const err16 = {instancePath:instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/pattern",schemaPath:"#/properties/tags/additionalProperties/properties/pattern/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(func1(data5) < 1){
const err17 = {instancePath:instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/pattern",schemaPath:"#/properties/tags/additionalProperties/properties/pattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/pattern",schemaPath:"#/properties/tags/additionalProperties/properties/pattern/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const run = validate24;
const schema37 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"run.v1.schema.json","title":"RunRecord","description":"One execution of training, written once when it ends.","type":"object","additionalProperties":false,"properties":{"schema":{"const":"lineage-gate/run/v1"},"run_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"UUIDv7 as 32 lower-case hex digits."},"experiment":{"type":"string","maxLength":200,"minLength":1,"description":"Name that groups runs."},"run_name":{"type":["string","null"],"maxLength":250},"parent_run_id":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$","description":"UUIDv7 as 32 lower-case hex digits."},"status":{"type":"string","enum":["FINISHED","FAILED","KILLED"]},"started_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339 in UTC."},"ended_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339 in UTC."},"duration_s":{"type":"number","minimum":0,"description":"Wall time in seconds."},"command":{"type":"object","additionalProperties":false,"properties":{"run":{"type":["string","null"],"maxLength":65536,"description":"The script, null when the run wrapped the later steps of a job."},"shell":{"type":["string","null"],"maxLength":500},"exit_code":{"type":["integer","null"],"description":"Null when a signal ended it or when there was no command."},"stderr_tail":{"type":"array","maxItems":20,"items":{"type":"string","maxLength":4000},"description":"Last lines of standard error of a run that did not finish."}},"required":["run","shell","exit_code","stderr_tail"]},"inputs":{"type":"object","additionalProperties":false,"properties":{"datasets":{"type":"array","maxItems":1000,"items":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":200,"minLength":1},"version":{"type":"string","maxLength":250,"minLength":1},"digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$","description":"Of the file, or of the canonical file list of a folder; null when no path was named or the run was cancelled."},"path":{"type":["string","null"],"minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$","description":"Path with forward slashes, relative to the workspace."},"size_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991,"description":"Bytes."},"source":{"type":["string","null"],"maxLength":2048,"description":"Where the data came from: `path`, or null when only a name and version were given."}},"required":["name","version","digest","path","size_bytes","source"]}},"code":{"title":"Code","anyOf":[{"type":"null"},{"type":"object","additionalProperties":false,"properties":{"repository":{"type":["string","null"],"maxLength":500,"description":"`owner/name`, or the remote's URL without user info."},"commit":{"type":["string","null"],"maxLength":64,"description":"Full object id: the pull request's head commit or the pushed commit."},"ref":{"type":["string","null"],"maxLength":500},"merge_commit":{"type":["string","null"],"maxLength":64,"description":"The merge commit that a pull request's job has checked out."},"base_commit":{"type":["string","null"],"maxLength":64,"description":"Head of the pull request's base branch when the event was made."},"dirty":{"type":["boolean","null"],"description":"Whether tracked files differed from the checked-out commit when the run began; null without a work tree."},"diff_digest":{"type":["string","null"],"pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of `git diff HEAD` when dirty."},"untracked_files":{"type":["integer","null"],"minimum":0,"description":"Untracked files that are not ignored, when the run began."}},"required":["repository","commit","ref","merge_commit","base_commit","dirty","diff_digest","untracked_files"]}]},"params":{"type":"object","maxProperties":5000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"anyOf":[{"type":"string","maxLength":8192},{"type":"number"},{"type":"boolean"},{"type":"null"}]},"description":"Typed; nested keys are dotted; lists are JSON text."},"seeds":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"anyOf":[{"type":"string","maxLength":8192},{"type":"number"},{"type":"boolean"},{"type":"null"}]},"description":"Params that are named like seeds."}},"required":["datasets","code","params","seeds"]},"outputs":{"type":"object","additionalProperties":false,"properties":{"metrics":{"type":"object","maxProperties":5000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"value":{"description":"A number, or one of the strings NaN, Infinity and -Infinity, which JSON has no number for.","anyOf":[{"type":"number"},{"type":"string","enum":["NaN","Infinity","-Infinity"]}]},"step":{"type":["integer","null"]},"at":{"type":["string","null"],"pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339 in UTC."}},"required":["value","step","at"]},"description":"Last value of each metric; its history is in the `.series.ndjson` file."},"artifacts":{"type":"array","maxItems":20000,"items":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$","description":"Path with forward slashes, relative to the workspace."},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Bytes."},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the bytes: `sha256:` and 64 lower-case hex digits."},"kind":{"type":"string","enum":["model","params","metrics","data","picture","report","file"]},"stored":{"type":"array","maxItems":20,"items":{"title":"Stored","description":"Where the bytes of an artifact lie. What each `type` fills in is said in docs/ledger-format.md.","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","maxLength":40,"minLength":1,"description":"Kind of store, e.g. `github-artifact` or `local`."},"name":{"type":"string","maxLength":300,"description":"Name of the upload within its store."},"id":{"type":"string","maxLength":100,"description":"The store's own id of the upload."},"url":{"type":"string","maxLength":2048,"description":"Where a person with the right can download it."},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the upload as the store keeps it (of the zip for `github-artifact`)."},"size_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Bytes as the store keeps them."},"expires_at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"When the store deletes it; absent when it keeps it."}}}}},"required":["path","size_bytes","digest","kind","stored"]}},"models":{"type":"array","maxItems":100,"items":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$","description":"Path with forward slashes, relative to the workspace."},"manifest":{"$ref":"manifest.v1.schema.json"}},"required":["path","manifest"]}},"system":{"type":"object","additionalProperties":false,"properties":{"peak_memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991,"description":"Highest memory of the whole process tree."},"cpu_s":{"type":["number","null"],"minimum":0,"description":"CPU seconds, user and system, of the whole process tree."},"gpu_s":{"type":["number","null"],"minimum":0,"description":"Seconds of GPU work: utilisation integrated over time, all GPUs."},"gpu_peak_memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991,"description":"Highest memory in use on all GPUs together."}},"required":["peak_memory_bytes","cpu_s","gpu_s","gpu_peak_memory_bytes"]}},"required":["metrics","artifacts","models","system"]},"environment":{"type":"object","additionalProperties":false,"properties":{"os":{"type":"string","maxLength":200},"arch":{"type":"string","maxLength":40},"cpu":{"type":"object","additionalProperties":false,"properties":{"model":{"type":["string","null"],"maxLength":200},"cores":{"type":"integer","minimum":0}},"required":["model","cores"]},"memory_bytes":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Bytes."},"gpus":{"type":"array","maxItems":256,"items":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":200},"memory_bytes":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991,"description":"Bytes."},"driver":{"type":["string","null"],"maxLength":100}},"required":["name","memory_bytes","driver"]}},"python":{"anyOf":[{"type":"null"},{"type":"object","additionalProperties":false,"properties":{"version":{"type":"string","maxLength":100},"implementation":{"type":"string","maxLength":100},"packages":{"type":"object","maxProperties":10000,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":250},"description":"Installed distributions: name to version."}},"required":["version","implementation","packages"]}],"description":"The interpreter that the run used; null when it used none."},"lockfiles":{"type":"array","maxItems":200,"items":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string","minLength":1,"maxLength":1024,"pattern":"^[^\\u0000-\\u001f\\u007f]+$","description":"Path with forward slashes, relative to the workspace."},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Digest of the bytes: `sha256:` and 64 lower-case hex digits."}},"required":["path","digest"]}}},"required":["os","arch","cpu","memory_bytes","gpus","python","lockfiles"]},"context":{"type":"object","additionalProperties":false,"properties":{"actor":{"type":["string","null"],"maxLength":500},"actor_id":{"type":["string","null"],"maxLength":500},"triggering_actor":{"type":["string","null"],"maxLength":500},"event":{"type":["string","null"],"maxLength":500},"workflow":{"type":["string","null"],"maxLength":500},"workflow_ref":{"type":["string","null"],"maxLength":500},"job":{"type":["string","null"],"maxLength":500},"ci_run_id":{"type":["string","null"],"maxLength":500},"ci_run_attempt":{"type":["integer","null"],"minimum":1},"ci_run_url":{"type":["string","null"],"maxLength":2048},"matrix":{"type":["object","null"],"maxProperties":100,"description":"The matrix leg of the job, as the workflow defines it."},"runner":{"anyOf":[{"type":"null"},{"type":"object","additionalProperties":false,"properties":{"name":{"type":["string","null"],"maxLength":300},"os":{"type":["string","null"],"maxLength":300},"arch":{"type":["string","null"],"maxLength":300},"environment":{"type":["string","null"],"maxLength":300}},"required":["name","os","arch","environment"]}]},"pull_request":{"anyOf":[{"type":"null"},{"type":"object","additionalProperties":false,"properties":{"number":{"type":"integer","minimum":1},"head_ref":{"type":["string","null"],"maxLength":500},"base_ref":{"type":["string","null"],"maxLength":500},"head_repository":{"type":["string","null"],"maxLength":300}},"required":["number","head_ref","base_ref","head_repository"]}]},"trust":{"type":"string","enum":["trusted","fork"]},"tool_version":{"type":"string","maxLength":60,"minLength":1}},"required":["actor","actor_id","triggering_actor","event","workflow","workflow_ref","job","ci_run_id","ci_run_attempt","ci_run_url","matrix","runner","pull_request","trust","tool_version"]},"tags":{"type":"object","maxProperties":200,"propertyNames":{"type":"string","minLength":1,"maxLength":250,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"additionalProperties":{"type":"string","maxLength":5000},"description":"Lineage tags and the user's own: text to text."}},"required":["schema","run_id","experiment","run_name","parent_run_id","status","started_at","ended_at","duration_s","command","inputs","outputs","environment","context","tags"]};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="run.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.run_id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "run_id"},message:"must have required property '"+"run_id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.experiment === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "experiment"},message:"must have required property '"+"experiment"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.run_name === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "run_name"},message:"must have required property '"+"run_name"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.parent_run_id === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "parent_run_id"},message:"must have required property '"+"parent_run_id"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.status === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status"},message:"must have required property '"+"status"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.started_at === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "started_at"},message:"must have required property '"+"started_at"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.ended_at === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ended_at"},message:"must have required property '"+"ended_at"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.duration_s === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "duration_s"},message:"must have required property '"+"duration_s"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.command === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.inputs === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "inputs"},message:"must have required property '"+"inputs"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.outputs === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "outputs"},message:"must have required property '"+"outputs"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.environment === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "environment"},message:"must have required property '"+"environment"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.context === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "context"},message:"must have required property '"+"context"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.tags === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tags"},message:"must have required property '"+"tags"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key0 in data){
if(!(func11.call(schema37.properties, key0))){
const err15 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.schema !== undefined){
if("lineage-gate/run/v1" !== data.schema){
const err16 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "lineage-gate/run/v1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.run_id !== undefined){
let data1 = data.run_id;
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
const err17 = {instancePath:instancePath+"/run_id",schemaPath:"#/properties/run_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/run_id",schemaPath:"#/properties/run_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.experiment !== undefined){
let data2 = data.experiment;
if(typeof data2 === "string"){
if(func1(data2) > 200){
const err19 = {instancePath:instancePath+"/experiment",schemaPath:"#/properties/experiment/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(func1(data2) < 1){
const err20 = {instancePath:instancePath+"/experiment",schemaPath:"#/properties/experiment/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/experiment",schemaPath:"#/properties/experiment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.run_name !== undefined){
let data3 = data.run_name;
if((typeof data3 !== "string") && (data3 !== null)){
const err22 = {instancePath:instancePath+"/run_name",schemaPath:"#/properties/run_name/type",keyword:"type",params:{type: schema37.properties.run_name.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data3 === "string"){
if(func1(data3) > 250){
const err23 = {instancePath:instancePath+"/run_name",schemaPath:"#/properties/run_name/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.parent_run_id !== undefined){
let data4 = data.parent_run_id;
if((typeof data4 !== "string") && (data4 !== null)){
const err24 = {instancePath:instancePath+"/parent_run_id",schemaPath:"#/properties/parent_run_id/type",keyword:"type",params:{type: schema37.properties.parent_run_id.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(typeof data4 === "string"){
if(!pattern8.test(data4)){
const err25 = {instancePath:instancePath+"/parent_run_id",schemaPath:"#/properties/parent_run_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.status !== undefined){
let data5 = data.status;
if(typeof data5 !== "string"){
const err26 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!(((data5 === "FINISHED") || (data5 === "FAILED")) || (data5 === "KILLED"))){
const err27 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema37.properties.status.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.started_at !== undefined){
let data6 = data.started_at;
if(typeof data6 === "string"){
if(!pattern9.test(data6)){
const err28 = {instancePath:instancePath+"/started_at",schemaPath:"#/properties/started_at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/started_at",schemaPath:"#/properties/started_at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.ended_at !== undefined){
let data7 = data.ended_at;
if(typeof data7 === "string"){
if(!pattern9.test(data7)){
const err30 = {instancePath:instancePath+"/ended_at",schemaPath:"#/properties/ended_at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/ended_at",schemaPath:"#/properties/ended_at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.duration_s !== undefined){
let data8 = data.duration_s;
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err32 = {instancePath:instancePath+"/duration_s",schemaPath:"#/properties/duration_s/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/duration_s",schemaPath:"#/properties/duration_s/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.command !== undefined){
let data9 = data.command;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.run === undefined){
const err34 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/required",keyword:"required",params:{missingProperty: "run"},message:"must have required property '"+"run"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data9.shell === undefined){
const err35 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/required",keyword:"required",params:{missingProperty: "shell"},message:"must have required property '"+"shell"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data9.exit_code === undefined){
const err36 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/required",keyword:"required",params:{missingProperty: "exit_code"},message:"must have required property '"+"exit_code"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data9.stderr_tail === undefined){
const err37 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/required",keyword:"required",params:{missingProperty: "stderr_tail"},message:"must have required property '"+"stderr_tail"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key1 in data9){
if(!((((key1 === "run") || (key1 === "shell")) || (key1 === "exit_code")) || (key1 === "stderr_tail"))){
const err38 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data9.run !== undefined){
let data10 = data9.run;
if((typeof data10 !== "string") && (data10 !== null)){
const err39 = {instancePath:instancePath+"/command/run",schemaPath:"#/properties/command/properties/run/type",keyword:"type",params:{type: schema37.properties.command.properties.run.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(typeof data10 === "string"){
if(func1(data10) > 65536){
const err40 = {instancePath:instancePath+"/command/run",schemaPath:"#/properties/command/properties/run/maxLength",keyword:"maxLength",params:{limit: 65536},message:"must NOT have more than 65536 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data9.shell !== undefined){
let data11 = data9.shell;
if((typeof data11 !== "string") && (data11 !== null)){
const err41 = {instancePath:instancePath+"/command/shell",schemaPath:"#/properties/command/properties/shell/type",keyword:"type",params:{type: schema37.properties.command.properties.shell.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(typeof data11 === "string"){
if(func1(data11) > 500){
const err42 = {instancePath:instancePath+"/command/shell",schemaPath:"#/properties/command/properties/shell/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
if(data9.exit_code !== undefined){
let data12 = data9.exit_code;
if((!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))) && (data12 !== null)){
const err43 = {instancePath:instancePath+"/command/exit_code",schemaPath:"#/properties/command/properties/exit_code/type",keyword:"type",params:{type: schema37.properties.command.properties.exit_code.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data9.stderr_tail !== undefined){
let data13 = data9.stderr_tail;
if(Array.isArray(data13)){
if(data13.length > 20){
const err44 = {instancePath:instancePath+"/command/stderr_tail",schemaPath:"#/properties/command/properties/stderr_tail/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if(typeof data14 === "string"){
if(func1(data14) > 4000){
const err45 = {instancePath:instancePath+"/command/stderr_tail/" + i0,schemaPath:"#/properties/command/properties/stderr_tail/items/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/command/stderr_tail/" + i0,schemaPath:"#/properties/command/properties/stderr_tail/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/command/stderr_tail",schemaPath:"#/properties/command/properties/stderr_tail/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.inputs !== undefined){
let data15 = data.inputs;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.datasets === undefined){
const err49 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: "datasets"},message:"must have required property '"+"datasets"+"'"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data15.code === undefined){
const err50 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data15.params === undefined){
const err51 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: "params"},message:"must have required property '"+"params"+"'"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data15.seeds === undefined){
const err52 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: "seeds"},message:"must have required property '"+"seeds"+"'"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
for(const key2 in data15){
if(!((((key2 === "datasets") || (key2 === "code")) || (key2 === "params")) || (key2 === "seeds"))){
const err53 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data15.datasets !== undefined){
let data16 = data15.datasets;
if(Array.isArray(data16)){
if(data16.length > 1000){
const err54 = {instancePath:instancePath+"/inputs/datasets",schemaPath:"#/properties/inputs/properties/datasets/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
const len1 = data16.length;
for(let i1=0; i1<len1; i1++){
let data17 = data16[i1];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.name === undefined){
const err55 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data17.version === undefined){
const err56 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data17.digest === undefined){
const err57 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data17.path === undefined){
const err58 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data17.size_bytes === undefined){
const err59 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data17.source === undefined){
const err60 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
for(const key3 in data17){
if(!((((((key3 === "name") || (key3 === "version")) || (key3 === "digest")) || (key3 === "path")) || (key3 === "size_bytes")) || (key3 === "source"))){
const err61 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data17.name !== undefined){
let data18 = data17.name;
if(typeof data18 === "string"){
if(func1(data18) > 200){
const err62 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/name",schemaPath:"#/properties/inputs/properties/datasets/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(func1(data18) < 1){
const err63 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/name",schemaPath:"#/properties/inputs/properties/datasets/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/name",schemaPath:"#/properties/inputs/properties/datasets/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data17.version !== undefined){
let data19 = data17.version;
if(typeof data19 === "string"){
if(func1(data19) > 250){
const err65 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/version",schemaPath:"#/properties/inputs/properties/datasets/items/properties/version/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(func1(data19) < 1){
const err66 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/version",schemaPath:"#/properties/inputs/properties/datasets/items/properties/version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/version",schemaPath:"#/properties/inputs/properties/datasets/items/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data17.digest !== undefined){
let data20 = data17.digest;
if((typeof data20 !== "string") && (data20 !== null)){
const err68 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/digest",schemaPath:"#/properties/inputs/properties/datasets/items/properties/digest/type",keyword:"type",params:{type: schema37.properties.inputs.properties.datasets.items.properties.digest.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(typeof data20 === "string"){
if(!pattern5.test(data20)){
const err69 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/digest",schemaPath:"#/properties/inputs/properties/datasets/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
if(data17.path !== undefined){
let data21 = data17.path;
if((typeof data21 !== "string") && (data21 !== null)){
const err70 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/path",schemaPath:"#/properties/inputs/properties/datasets/items/properties/path/type",keyword:"type",params:{type: schema37.properties.inputs.properties.datasets.items.properties.path.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(typeof data21 === "string"){
if(func1(data21) > 1024){
const err71 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/path",schemaPath:"#/properties/inputs/properties/datasets/items/properties/path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(func1(data21) < 1){
const err72 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/path",schemaPath:"#/properties/inputs/properties/datasets/items/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(!pattern4.test(data21)){
const err73 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/path",schemaPath:"#/properties/inputs/properties/datasets/items/properties/path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
if(data17.size_bytes !== undefined){
let data22 = data17.size_bytes;
if((!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))) && (data22 !== null)){
const err74 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/size_bytes",schemaPath:"#/properties/inputs/properties/datasets/items/properties/size_bytes/type",keyword:"type",params:{type: schema37.properties.inputs.properties.datasets.items.properties.size_bytes.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 9007199254740991 || isNaN(data22)){
const err75 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/size_bytes",schemaPath:"#/properties/inputs/properties/datasets/items/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data22 < 0 || isNaN(data22)){
const err76 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/size_bytes",schemaPath:"#/properties/inputs/properties/datasets/items/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
if(data17.source !== undefined){
let data23 = data17.source;
if((typeof data23 !== "string") && (data23 !== null)){
const err77 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/source",schemaPath:"#/properties/inputs/properties/datasets/items/properties/source/type",keyword:"type",params:{type: schema37.properties.inputs.properties.datasets.items.properties.source.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(typeof data23 === "string"){
if(func1(data23) > 2048){
const err78 = {instancePath:instancePath+"/inputs/datasets/" + i1+"/source",schemaPath:"#/properties/inputs/properties/datasets/items/properties/source/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
}
else {
const err79 = {instancePath:instancePath+"/inputs/datasets/" + i1,schemaPath:"#/properties/inputs/properties/datasets/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/inputs/datasets",schemaPath:"#/properties/inputs/properties/datasets/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data15.code !== undefined){
let data24 = data15.code;
const _errs53 = errors;
let valid8 = false;
const _errs54 = errors;
if(data24 !== null){
const err81 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
var _valid0 = _errs54 === errors;
valid8 = valid8 || _valid0;
const _errs56 = errors;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.repository === undefined){
const err82 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data24.commit === undefined){
const err83 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "commit"},message:"must have required property '"+"commit"+"'"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data24.ref === undefined){
const err84 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "ref"},message:"must have required property '"+"ref"+"'"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data24.merge_commit === undefined){
const err85 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "merge_commit"},message:"must have required property '"+"merge_commit"+"'"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data24.base_commit === undefined){
const err86 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "base_commit"},message:"must have required property '"+"base_commit"+"'"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data24.dirty === undefined){
const err87 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "dirty"},message:"must have required property '"+"dirty"+"'"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data24.diff_digest === undefined){
const err88 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "diff_digest"},message:"must have required property '"+"diff_digest"+"'"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data24.untracked_files === undefined){
const err89 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/required",keyword:"required",params:{missingProperty: "untracked_files"},message:"must have required property '"+"untracked_files"+"'"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
for(const key4 in data24){
if(!((((((((key4 === "repository") || (key4 === "commit")) || (key4 === "ref")) || (key4 === "merge_commit")) || (key4 === "base_commit")) || (key4 === "dirty")) || (key4 === "diff_digest")) || (key4 === "untracked_files"))){
const err90 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data24.repository !== undefined){
let data25 = data24.repository;
if((typeof data25 !== "string") && (data25 !== null)){
const err91 = {instancePath:instancePath+"/inputs/code/repository",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/repository/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.repository.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(typeof data25 === "string"){
if(func1(data25) > 500){
const err92 = {instancePath:instancePath+"/inputs/code/repository",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/repository/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
if(data24.commit !== undefined){
let data26 = data24.commit;
if((typeof data26 !== "string") && (data26 !== null)){
const err93 = {instancePath:instancePath+"/inputs/code/commit",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/commit/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.commit.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(typeof data26 === "string"){
if(func1(data26) > 64){
const err94 = {instancePath:instancePath+"/inputs/code/commit",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/commit/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
if(data24.ref !== undefined){
let data27 = data24.ref;
if((typeof data27 !== "string") && (data27 !== null)){
const err95 = {instancePath:instancePath+"/inputs/code/ref",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/ref/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.ref.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(typeof data27 === "string"){
if(func1(data27) > 500){
const err96 = {instancePath:instancePath+"/inputs/code/ref",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/ref/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
if(data24.merge_commit !== undefined){
let data28 = data24.merge_commit;
if((typeof data28 !== "string") && (data28 !== null)){
const err97 = {instancePath:instancePath+"/inputs/code/merge_commit",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/merge_commit/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.merge_commit.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(typeof data28 === "string"){
if(func1(data28) > 64){
const err98 = {instancePath:instancePath+"/inputs/code/merge_commit",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/merge_commit/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
if(data24.base_commit !== undefined){
let data29 = data24.base_commit;
if((typeof data29 !== "string") && (data29 !== null)){
const err99 = {instancePath:instancePath+"/inputs/code/base_commit",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/base_commit/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.base_commit.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(typeof data29 === "string"){
if(func1(data29) > 64){
const err100 = {instancePath:instancePath+"/inputs/code/base_commit",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/base_commit/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
if(data24.dirty !== undefined){
let data30 = data24.dirty;
if((typeof data30 !== "boolean") && (data30 !== null)){
const err101 = {instancePath:instancePath+"/inputs/code/dirty",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/dirty/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.dirty.type},message:"must be boolean,null"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data24.diff_digest !== undefined){
let data31 = data24.diff_digest;
if((typeof data31 !== "string") && (data31 !== null)){
const err102 = {instancePath:instancePath+"/inputs/code/diff_digest",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/diff_digest/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.diff_digest.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(typeof data31 === "string"){
if(!pattern5.test(data31)){
const err103 = {instancePath:instancePath+"/inputs/code/diff_digest",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/diff_digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
if(data24.untracked_files !== undefined){
let data32 = data24.untracked_files;
if((!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))) && (data32 !== null)){
const err104 = {instancePath:instancePath+"/inputs/code/untracked_files",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/untracked_files/type",keyword:"type",params:{type: schema37.properties.inputs.properties.code.anyOf[1].properties.untracked_files.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 0 || isNaN(data32)){
const err105 = {instancePath:instancePath+"/inputs/code/untracked_files",schemaPath:"#/properties/inputs/properties/code/anyOf/1/properties/untracked_files/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
}
else {
const err106 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
var _valid0 = _errs56 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const err107 = {instancePath:instancePath+"/inputs/code",schemaPath:"#/properties/inputs/properties/code/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
else {
errors = _errs53;
if(vErrors !== null){
if(_errs53){
vErrors.length = _errs53;
}
else {
vErrors = null;
}
}
}
}
if(data15.params !== undefined){
let data33 = data15.params;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(Object.keys(data33).length > 5000){
const err108 = {instancePath:instancePath+"/inputs/params",schemaPath:"#/properties/inputs/properties/params/maxProperties",keyword:"maxProperties",params:{limit: 5000},message:"must NOT have more than 5000 properties"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
for(const key5 in data33){
const _errs77 = errors;
if(typeof key5 === "string"){
if(func1(key5) > 250){
const err109 = {instancePath:instancePath+"/inputs/params",schemaPath:"#/properties/inputs/properties/params/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key5};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(func1(key5) < 1){
const err110 = {instancePath:instancePath+"/inputs/params",schemaPath:"#/properties/inputs/properties/params/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key5};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if(!pattern4.test(key5)){
const err111 = {instancePath:instancePath+"/inputs/params",schemaPath:"#/properties/inputs/properties/params/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key5};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
else {
const err112 = {instancePath:instancePath+"/inputs/params",schemaPath:"#/properties/inputs/properties/params/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key5};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
var valid10 = _errs77 === errors;
if(!valid10){
const err113 = {instancePath:instancePath+"/inputs/params",schemaPath:"#/properties/inputs/properties/params/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
for(const key6 in data33){
let data34 = data33[key6];
const _errs81 = errors;
let valid12 = false;
const _errs82 = errors;
if(typeof data34 === "string"){
if(func1(data34) > 8192){
const err114 = {instancePath:instancePath+"/inputs/params/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/params/additionalProperties/anyOf/0/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
else {
const err115 = {instancePath:instancePath+"/inputs/params/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/params/additionalProperties/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
var _valid1 = _errs82 === errors;
valid12 = valid12 || _valid1;
const _errs84 = errors;
if(!((typeof data34 == "number") && (isFinite(data34)))){
const err116 = {instancePath:instancePath+"/inputs/params/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/params/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
var _valid1 = _errs84 === errors;
valid12 = valid12 || _valid1;
const _errs86 = errors;
if(typeof data34 !== "boolean"){
const err117 = {instancePath:instancePath+"/inputs/params/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/params/additionalProperties/anyOf/2/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
var _valid1 = _errs86 === errors;
valid12 = valid12 || _valid1;
const _errs88 = errors;
if(data34 !== null){
const err118 = {instancePath:instancePath+"/inputs/params/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/params/additionalProperties/anyOf/3/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
var _valid1 = _errs88 === errors;
valid12 = valid12 || _valid1;
if(!valid12){
const err119 = {instancePath:instancePath+"/inputs/params/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/params/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
else {
errors = _errs81;
if(vErrors !== null){
if(_errs81){
vErrors.length = _errs81;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err120 = {instancePath:instancePath+"/inputs/params",schemaPath:"#/properties/inputs/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data15.seeds !== undefined){
let data35 = data15.seeds;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(Object.keys(data35).length > 200){
const err121 = {instancePath:instancePath+"/inputs/seeds",schemaPath:"#/properties/inputs/properties/seeds/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
for(const key7 in data35){
const _errs92 = errors;
if(typeof key7 === "string"){
if(func1(key7) > 250){
const err122 = {instancePath:instancePath+"/inputs/seeds",schemaPath:"#/properties/inputs/properties/seeds/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key7};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(func1(key7) < 1){
const err123 = {instancePath:instancePath+"/inputs/seeds",schemaPath:"#/properties/inputs/properties/seeds/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key7};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if(!pattern4.test(key7)){
const err124 = {instancePath:instancePath+"/inputs/seeds",schemaPath:"#/properties/inputs/properties/seeds/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key7};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
else {
const err125 = {instancePath:instancePath+"/inputs/seeds",schemaPath:"#/properties/inputs/properties/seeds/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key7};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
var valid13 = _errs92 === errors;
if(!valid13){
const err126 = {instancePath:instancePath+"/inputs/seeds",schemaPath:"#/properties/inputs/properties/seeds/propertyNames",keyword:"propertyNames",params:{propertyName: key7},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
for(const key8 in data35){
let data36 = data35[key8];
const _errs96 = errors;
let valid15 = false;
const _errs97 = errors;
if(typeof data36 === "string"){
if(func1(data36) > 8192){
const err127 = {instancePath:instancePath+"/inputs/seeds/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/seeds/additionalProperties/anyOf/0/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
else {
const err128 = {instancePath:instancePath+"/inputs/seeds/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/seeds/additionalProperties/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
var _valid2 = _errs97 === errors;
valid15 = valid15 || _valid2;
const _errs99 = errors;
if(!((typeof data36 == "number") && (isFinite(data36)))){
const err129 = {instancePath:instancePath+"/inputs/seeds/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/seeds/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
var _valid2 = _errs99 === errors;
valid15 = valid15 || _valid2;
const _errs101 = errors;
if(typeof data36 !== "boolean"){
const err130 = {instancePath:instancePath+"/inputs/seeds/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/seeds/additionalProperties/anyOf/2/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
var _valid2 = _errs101 === errors;
valid15 = valid15 || _valid2;
const _errs103 = errors;
if(data36 !== null){
const err131 = {instancePath:instancePath+"/inputs/seeds/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/seeds/additionalProperties/anyOf/3/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
var _valid2 = _errs103 === errors;
valid15 = valid15 || _valid2;
if(!valid15){
const err132 = {instancePath:instancePath+"/inputs/seeds/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/properties/seeds/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
else {
errors = _errs96;
if(vErrors !== null){
if(_errs96){
vErrors.length = _errs96;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err133 = {instancePath:instancePath+"/inputs/seeds",schemaPath:"#/properties/inputs/properties/seeds/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
}
else {
const err134 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
if(data.outputs !== undefined){
let data37 = data.outputs;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.metrics === undefined){
const err135 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/required",keyword:"required",params:{missingProperty: "metrics"},message:"must have required property '"+"metrics"+"'"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
if(data37.artifacts === undefined){
const err136 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/required",keyword:"required",params:{missingProperty: "artifacts"},message:"must have required property '"+"artifacts"+"'"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if(data37.models === undefined){
const err137 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/required",keyword:"required",params:{missingProperty: "models"},message:"must have required property '"+"models"+"'"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if(data37.system === undefined){
const err138 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/required",keyword:"required",params:{missingProperty: "system"},message:"must have required property '"+"system"+"'"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
for(const key9 in data37){
if(!((((key9 === "metrics") || (key9 === "artifacts")) || (key9 === "models")) || (key9 === "system"))){
const err139 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data37.metrics !== undefined){
let data38 = data37.metrics;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(Object.keys(data38).length > 5000){
const err140 = {instancePath:instancePath+"/outputs/metrics",schemaPath:"#/properties/outputs/properties/metrics/maxProperties",keyword:"maxProperties",params:{limit: 5000},message:"must NOT have more than 5000 properties"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
for(const key10 in data38){
const _errs110 = errors;
if(typeof key10 === "string"){
if(func1(key10) > 250){
const err141 = {instancePath:instancePath+"/outputs/metrics",schemaPath:"#/properties/outputs/properties/metrics/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key10};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(func1(key10) < 1){
const err142 = {instancePath:instancePath+"/outputs/metrics",schemaPath:"#/properties/outputs/properties/metrics/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key10};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if(!pattern4.test(key10)){
const err143 = {instancePath:instancePath+"/outputs/metrics",schemaPath:"#/properties/outputs/properties/metrics/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key10};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
else {
const err144 = {instancePath:instancePath+"/outputs/metrics",schemaPath:"#/properties/outputs/properties/metrics/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key10};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
var valid17 = _errs110 === errors;
if(!valid17){
const err145 = {instancePath:instancePath+"/outputs/metrics",schemaPath:"#/properties/outputs/properties/metrics/propertyNames",keyword:"propertyNames",params:{propertyName: key10},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
for(const key11 in data38){
let data39 = data38[key11];
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if(data39.value === undefined){
const err146 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
if(data39.step === undefined){
const err147 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/required",keyword:"required",params:{missingProperty: "step"},message:"must have required property '"+"step"+"'"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
if(data39.at === undefined){
const err148 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
for(const key12 in data39){
if(!(((key12 === "value") || (key12 === "step")) || (key12 === "at"))){
const err149 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
if(data39.value !== undefined){
let data40 = data39.value;
const _errs117 = errors;
let valid20 = false;
const _errs118 = errors;
if(!((typeof data40 == "number") && (isFinite(data40)))){
const err150 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/value",schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/properties/value/anyOf/0/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
var _valid3 = _errs118 === errors;
valid20 = valid20 || _valid3;
const _errs120 = errors;
if(typeof data40 !== "string"){
const err151 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/value",schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/properties/value/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if(!(((data40 === "NaN") || (data40 === "Infinity")) || (data40 === "-Infinity"))){
const err152 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/value",schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/properties/value/anyOf/1/enum",keyword:"enum",params:{allowedValues: schema37.properties.outputs.properties.metrics.additionalProperties.properties.value.anyOf[1].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
var _valid3 = _errs120 === errors;
valid20 = valid20 || _valid3;
if(!valid20){
const err153 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/value",schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/properties/value/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
else {
errors = _errs117;
if(vErrors !== null){
if(_errs117){
vErrors.length = _errs117;
}
else {
vErrors = null;
}
}
}
}
if(data39.step !== undefined){
let data41 = data39.step;
if((!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))) && (data41 !== null)){
const err154 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/step",schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/properties/step/type",keyword:"type",params:{type: schema37.properties.outputs.properties.metrics.additionalProperties.properties.step.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data39.at !== undefined){
let data42 = data39.at;
if((typeof data42 !== "string") && (data42 !== null)){
const err155 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/at",schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/properties/at/type",keyword:"type",params:{type: schema37.properties.outputs.properties.metrics.additionalProperties.properties.at.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if(typeof data42 === "string"){
if(!pattern9.test(data42)){
const err156 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/at",schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/properties/at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
}
else {
const err157 = {instancePath:instancePath+"/outputs/metrics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/outputs/properties/metrics/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
}
else {
const err158 = {instancePath:instancePath+"/outputs/metrics",schemaPath:"#/properties/outputs/properties/metrics/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data37.artifacts !== undefined){
let data43 = data37.artifacts;
if(Array.isArray(data43)){
if(data43.length > 20000){
const err159 = {instancePath:instancePath+"/outputs/artifacts",schemaPath:"#/properties/outputs/properties/artifacts/maxItems",keyword:"maxItems",params:{limit: 20000},message:"must NOT have more than 20000 items"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
const len2 = data43.length;
for(let i2=0; i2<len2; i2++){
let data44 = data43[i2];
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.path === undefined){
const err160 = {instancePath:instancePath+"/outputs/artifacts/" + i2,schemaPath:"#/properties/outputs/properties/artifacts/items/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if(data44.size_bytes === undefined){
const err161 = {instancePath:instancePath+"/outputs/artifacts/" + i2,schemaPath:"#/properties/outputs/properties/artifacts/items/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(data44.digest === undefined){
const err162 = {instancePath:instancePath+"/outputs/artifacts/" + i2,schemaPath:"#/properties/outputs/properties/artifacts/items/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
if(data44.kind === undefined){
const err163 = {instancePath:instancePath+"/outputs/artifacts/" + i2,schemaPath:"#/properties/outputs/properties/artifacts/items/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
if(data44.stored === undefined){
const err164 = {instancePath:instancePath+"/outputs/artifacts/" + i2,schemaPath:"#/properties/outputs/properties/artifacts/items/required",keyword:"required",params:{missingProperty: "stored"},message:"must have required property '"+"stored"+"'"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
for(const key13 in data44){
if(!(((((key13 === "path") || (key13 === "size_bytes")) || (key13 === "digest")) || (key13 === "kind")) || (key13 === "stored"))){
const err165 = {instancePath:instancePath+"/outputs/artifacts/" + i2,schemaPath:"#/properties/outputs/properties/artifacts/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data44.path !== undefined){
let data45 = data44.path;
if(typeof data45 === "string"){
if(func1(data45) > 1024){
const err166 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/path",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
if(func1(data45) < 1){
const err167 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/path",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
if(!pattern4.test(data45)){
const err168 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/path",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
else {
const err169 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/path",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
if(data44.size_bytes !== undefined){
let data46 = data44.size_bytes;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err170 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/size_bytes",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 9007199254740991 || isNaN(data46)){
const err171 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/size_bytes",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
if(data46 < 0 || isNaN(data46)){
const err172 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/size_bytes",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
}
if(data44.digest !== undefined){
let data47 = data44.digest;
if(typeof data47 === "string"){
if(!pattern5.test(data47)){
const err173 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/digest",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
else {
const err174 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/digest",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
if(data44.kind !== undefined){
let data48 = data44.kind;
if(typeof data48 !== "string"){
const err175 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/kind",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(!(((((((data48 === "model") || (data48 === "params")) || (data48 === "metrics")) || (data48 === "data")) || (data48 === "picture")) || (data48 === "report")) || (data48 === "file"))){
const err176 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/kind",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema37.properties.outputs.properties.artifacts.items.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
if(data44.stored !== undefined){
let data49 = data44.stored;
if(Array.isArray(data49)){
if(data49.length > 20){
const err177 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
const len3 = data49.length;
for(let i3=0; i3<len3; i3++){
let data50 = data49[i3];
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
if(data50.type === undefined){
const err178 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3,schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
for(const key14 in data50){
if(!(((((((key14 === "type") || (key14 === "name")) || (key14 === "id")) || (key14 === "url")) || (key14 === "digest")) || (key14 === "size_bytes")) || (key14 === "expires_at"))){
const err179 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3,schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
if(data50.type !== undefined){
let data51 = data50.type;
if(typeof data51 === "string"){
if(func1(data51) > 40){
const err180 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/type",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/type/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if(func1(data51) < 1){
const err181 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/type",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
else {
const err182 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/type",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
if(data50.name !== undefined){
let data52 = data50.name;
if(typeof data52 === "string"){
if(func1(data52) > 300){
const err183 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/name",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
else {
const err184 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/name",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
if(data50.id !== undefined){
let data53 = data50.id;
if(typeof data53 === "string"){
if(func1(data53) > 100){
const err185 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/id",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/id/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
else {
const err186 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/id",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
if(data50.url !== undefined){
let data54 = data50.url;
if(typeof data54 === "string"){
if(func1(data54) > 2048){
const err187 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/url",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
else {
const err188 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/url",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
if(data50.digest !== undefined){
let data55 = data50.digest;
if(typeof data55 === "string"){
if(!pattern5.test(data55)){
const err189 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/digest",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
else {
const err190 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/digest",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
if(data50.size_bytes !== undefined){
let data56 = data50.size_bytes;
if(!(((typeof data56 == "number") && (!(data56 % 1) && !isNaN(data56))) && (isFinite(data56)))){
const err191 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/size_bytes",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
if((typeof data56 == "number") && (isFinite(data56))){
if(data56 > 9007199254740991 || isNaN(data56)){
const err192 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/size_bytes",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(data56 < 0 || isNaN(data56)){
const err193 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/size_bytes",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
}
if(data50.expires_at !== undefined){
let data57 = data50.expires_at;
if(typeof data57 === "string"){
if(!pattern9.test(data57)){
const err194 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/expires_at",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/expires_at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
else {
const err195 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3+"/expires_at",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/properties/expires_at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
}
else {
const err196 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored/" + i3,schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
}
else {
const err197 = {instancePath:instancePath+"/outputs/artifacts/" + i2+"/stored",schemaPath:"#/properties/outputs/properties/artifacts/items/properties/stored/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
}
else {
const err198 = {instancePath:instancePath+"/outputs/artifacts/" + i2,schemaPath:"#/properties/outputs/properties/artifacts/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
}
else {
const err199 = {instancePath:instancePath+"/outputs/artifacts",schemaPath:"#/properties/outputs/properties/artifacts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
if(data37.models !== undefined){
let data58 = data37.models;
if(Array.isArray(data58)){
if(data58.length > 100){
const err200 = {instancePath:instancePath+"/outputs/models",schemaPath:"#/properties/outputs/properties/models/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
const len4 = data58.length;
for(let i4=0; i4<len4; i4++){
let data59 = data58[i4];
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
if(data59.path === undefined){
const err201 = {instancePath:instancePath+"/outputs/models/" + i4,schemaPath:"#/properties/outputs/properties/models/items/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
if(data59.manifest === undefined){
const err202 = {instancePath:instancePath+"/outputs/models/" + i4,schemaPath:"#/properties/outputs/properties/models/items/required",keyword:"required",params:{missingProperty: "manifest"},message:"must have required property '"+"manifest"+"'"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
for(const key15 in data59){
if(!((key15 === "path") || (key15 === "manifest"))){
const err203 = {instancePath:instancePath+"/outputs/models/" + i4,schemaPath:"#/properties/outputs/properties/models/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
if(data59.path !== undefined){
let data60 = data59.path;
if(typeof data60 === "string"){
if(func1(data60) > 1024){
const err204 = {instancePath:instancePath+"/outputs/models/" + i4+"/path",schemaPath:"#/properties/outputs/properties/models/items/properties/path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
if(func1(data60) < 1){
const err205 = {instancePath:instancePath+"/outputs/models/" + i4+"/path",schemaPath:"#/properties/outputs/properties/models/items/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if(!pattern4.test(data60)){
const err206 = {instancePath:instancePath+"/outputs/models/" + i4+"/path",schemaPath:"#/properties/outputs/properties/models/items/properties/path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
else {
const err207 = {instancePath:instancePath+"/outputs/models/" + i4+"/path",schemaPath:"#/properties/outputs/properties/models/items/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
if(data59.manifest !== undefined){
let data61 = data59.manifest;
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
if(data61.files === undefined){
const err208 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "files"},message:"must have required property '"+"files"+"'"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
if(data61.digest === undefined){
const err209 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
if(data61.size_bytes === undefined){
const err210 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
if(data61.format === undefined){
const err211 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "format"},message:"must have required property '"+"format"+"'"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
if(data61.flavors === undefined){
const err212 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "flavors"},message:"must have required property '"+"flavors"+"'"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
if(data61.signature === undefined){
const err213 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
if(data61.dependencies === undefined){
const err214 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "dependencies"},message:"must have required property '"+"dependencies"+"'"};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
if(data61.framework === undefined){
const err215 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/required",keyword:"required",params:{missingProperty: "framework"},message:"must have required property '"+"framework"+"'"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
for(const key16 in data61){
if(!((((((((key16 === "files") || (key16 === "digest")) || (key16 === "size_bytes")) || (key16 === "format")) || (key16 === "flavors")) || (key16 === "signature")) || (key16 === "dependencies")) || (key16 === "framework"))){
const err216 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data61.files !== undefined){
let data62 = data61.files;
if(Array.isArray(data62)){
if(data62.length > 100000){
const err217 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files",schemaPath:"manifest.v1.schema.json/properties/files/maxItems",keyword:"maxItems",params:{limit: 100000},message:"must NOT have more than 100000 items"};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
const len5 = data62.length;
for(let i5=0; i5<len5; i5++){
let data63 = data62[i5];
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
if(data63.path === undefined){
const err218 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5,schemaPath:"manifest.v1.schema.json/properties/files/items/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
if(data63.size_bytes === undefined){
const err219 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5,schemaPath:"manifest.v1.schema.json/properties/files/items/required",keyword:"required",params:{missingProperty: "size_bytes"},message:"must have required property '"+"size_bytes"+"'"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
if(data63.digest === undefined){
const err220 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5,schemaPath:"manifest.v1.schema.json/properties/files/items/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
for(const key17 in data63){
if(!(((key17 === "path") || (key17 === "size_bytes")) || (key17 === "digest"))){
const err221 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5,schemaPath:"manifest.v1.schema.json/properties/files/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
if(data63.path !== undefined){
let data64 = data63.path;
if(typeof data64 === "string"){
if(func1(data64) > 1024){
const err222 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
if(func1(data64) < 1){
const err223 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
if(!pattern4.test(data64)){
const err224 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
else {
const err225 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/path",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
if(data63.size_bytes !== undefined){
let data65 = data63.size_bytes;
if(!(((typeof data65 == "number") && (!(data65 % 1) && !isNaN(data65))) && (isFinite(data65)))){
const err226 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/size_bytes",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
if((typeof data65 == "number") && (isFinite(data65))){
if(data65 > 9007199254740991 || isNaN(data65)){
const err227 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/size_bytes",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
if(data65 < 0 || isNaN(data65)){
const err228 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/size_bytes",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
}
}
if(data63.digest !== undefined){
let data66 = data63.digest;
if(typeof data66 === "string"){
if(!pattern5.test(data66)){
const err229 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/digest",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
else {
const err230 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5+"/digest",schemaPath:"manifest.v1.schema.json/properties/files/items/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
}
else {
const err231 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files/" + i5,schemaPath:"manifest.v1.schema.json/properties/files/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
}
else {
const err232 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/files",schemaPath:"manifest.v1.schema.json/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
if(data61.digest !== undefined){
let data67 = data61.digest;
if(typeof data67 === "string"){
if(!pattern5.test(data67)){
const err233 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/digest",schemaPath:"manifest.v1.schema.json/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
}
else {
const err234 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/digest",schemaPath:"manifest.v1.schema.json/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
if(data61.size_bytes !== undefined){
let data68 = data61.size_bytes;
if(!(((typeof data68 == "number") && (!(data68 % 1) && !isNaN(data68))) && (isFinite(data68)))){
const err235 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/size_bytes",schemaPath:"manifest.v1.schema.json/properties/size_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
if((typeof data68 == "number") && (isFinite(data68))){
if(data68 > 9007199254740991 || isNaN(data68)){
const err236 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/size_bytes",schemaPath:"manifest.v1.schema.json/properties/size_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
if(data68 < 0 || isNaN(data68)){
const err237 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/size_bytes",schemaPath:"manifest.v1.schema.json/properties/size_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
}
if(data61.format !== undefined){
let data69 = data61.format;
if(typeof data69 === "string"){
if(func1(data69) > 60){
const err238 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/format",schemaPath:"manifest.v1.schema.json/properties/format/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
if(func1(data69) < 1){
const err239 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/format",schemaPath:"manifest.v1.schema.json/properties/format/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
else {
const err240 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/format",schemaPath:"manifest.v1.schema.json/properties/format/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
if(data61.flavors !== undefined){
let data70 = data61.flavors;
if(data70 && typeof data70 == "object" && !Array.isArray(data70)){
if(Object.keys(data70).length > 50){
const err241 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties"};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
for(const key18 in data70){
const _errs188 = errors;
if(typeof key18 === "string"){
if(func1(key18) > 250){
const err242 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key18};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
if(func1(key18) < 1){
const err243 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key18};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
if(!pattern4.test(key18)){
const err244 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key18};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
else {
const err245 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key18};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
var valid35 = _errs188 === errors;
if(!valid35){
const err246 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/propertyNames",keyword:"propertyNames",params:{propertyName: key18},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
}
for(const key19 in data70){
let data71 = data70[key19];
if(data71 && typeof data71 == "object" && !Array.isArray(data71)){
if(Object.keys(data71).length > 100){
const err247 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors/" + key19.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"manifest.v1.schema.json/properties/flavors/additionalProperties/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
else {
const err248 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors/" + key19.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"manifest.v1.schema.json/properties/flavors/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
}
else {
const err249 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/flavors",schemaPath:"manifest.v1.schema.json/properties/flavors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
if(data61.signature !== undefined){
let data72 = data61.signature;
const _errs194 = errors;
let valid37 = false;
const _errs195 = errors;
if(data72 !== null){
const err250 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
var _valid4 = _errs195 === errors;
valid37 = valid37 || _valid4;
const _errs197 = errors;
if(data72 && typeof data72 == "object" && !Array.isArray(data72)){
for(const key20 in data72){
if(!(((key20 === "inputs") || (key20 === "outputs")) || (key20 === "params"))){
const err251 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
if(data72.inputs !== undefined){
if(typeof data72.inputs != "object"){
const err252 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/signature/inputs",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/properties/inputs/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.inputs.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
if(data72.outputs !== undefined){
if(typeof data72.outputs != "object"){
const err253 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/signature/outputs",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/properties/outputs/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.outputs.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
}
if(data72.params !== undefined){
if(typeof data72.params != "object"){
const err254 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/signature/params",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/properties/params/type",keyword:"type",params:{type: schema31.properties.signature.anyOf[1].properties.params.type},message:"must be array,object,null"};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
}
}
else {
const err255 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
var _valid4 = _errs197 === errors;
valid37 = valid37 || _valid4;
if(!valid37){
const err256 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/signature",schemaPath:"manifest.v1.schema.json/properties/signature/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
else {
errors = _errs194;
if(vErrors !== null){
if(_errs194){
vErrors.length = _errs194;
}
else {
vErrors = null;
}
}
}
}
if(data61.dependencies !== undefined){
let data76 = data61.dependencies;
if(Array.isArray(data76)){
if(data76.length > 5000){
const err257 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/dependencies",schemaPath:"manifest.v1.schema.json/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
const len6 = data76.length;
for(let i6=0; i6<len6; i6++){
let data77 = data76[i6];
if(typeof data77 === "string"){
if(func1(data77) > 500){
const err258 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/dependencies/" + i6,schemaPath:"manifest.v1.schema.json/properties/dependencies/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
else {
const err259 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/dependencies/" + i6,schemaPath:"manifest.v1.schema.json/properties/dependencies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
}
}
else {
const err260 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/dependencies",schemaPath:"manifest.v1.schema.json/properties/dependencies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
}
if(data61.framework !== undefined){
let data78 = data61.framework;
const _errs211 = errors;
let valid41 = false;
const _errs212 = errors;
if(data78 !== null){
const err261 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
var _valid5 = _errs212 === errors;
valid41 = valid41 || _valid5;
const _errs214 = errors;
if(data78 && typeof data78 == "object" && !Array.isArray(data78)){
if(data78.name === undefined){
const err262 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err262];
}
else {
vErrors.push(err262);
}
errors++;
}
if(data78.version === undefined){
const err263 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
for(const key21 in data78){
if(!((key21 === "name") || (key21 === "version"))){
const err264 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err264];
}
else {
vErrors.push(err264);
}
errors++;
}
}
if(data78.name !== undefined){
let data79 = data78.name;
if(typeof data79 === "string"){
if(func1(data79) > 100){
const err265 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework/name",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/name/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err265];
}
else {
vErrors.push(err265);
}
errors++;
}
if(func1(data79) < 1){
const err266 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework/name",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err266];
}
else {
vErrors.push(err266);
}
errors++;
}
}
else {
const err267 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework/name",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err267];
}
else {
vErrors.push(err267);
}
errors++;
}
}
if(data78.version !== undefined){
let data80 = data78.version;
if((typeof data80 !== "string") && (data80 !== null)){
const err268 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework/version",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/version/type",keyword:"type",params:{type: schema31.properties.framework.anyOf[1].properties.version.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err268];
}
else {
vErrors.push(err268);
}
errors++;
}
if(typeof data80 === "string"){
if(func1(data80) > 100){
const err269 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework/version",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/properties/version/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err269];
}
else {
vErrors.push(err269);
}
errors++;
}
}
}
}
else {
const err270 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err270];
}
else {
vErrors.push(err270);
}
errors++;
}
var _valid5 = _errs214 === errors;
valid41 = valid41 || _valid5;
if(!valid41){
const err271 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest/framework",schemaPath:"manifest.v1.schema.json/properties/framework/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err271];
}
else {
vErrors.push(err271);
}
errors++;
}
else {
errors = _errs211;
if(vErrors !== null){
if(_errs211){
vErrors.length = _errs211;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err272 = {instancePath:instancePath+"/outputs/models/" + i4+"/manifest",schemaPath:"manifest.v1.schema.json/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err272];
}
else {
vErrors.push(err272);
}
errors++;
}
}
}
else {
const err273 = {instancePath:instancePath+"/outputs/models/" + i4,schemaPath:"#/properties/outputs/properties/models/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err273];
}
else {
vErrors.push(err273);
}
errors++;
}
}
}
else {
const err274 = {instancePath:instancePath+"/outputs/models",schemaPath:"#/properties/outputs/properties/models/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err274];
}
else {
vErrors.push(err274);
}
errors++;
}
}
if(data37.system !== undefined){
let data81 = data37.system;
if(data81 && typeof data81 == "object" && !Array.isArray(data81)){
if(data81.peak_memory_bytes === undefined){
const err275 = {instancePath:instancePath+"/outputs/system",schemaPath:"#/properties/outputs/properties/system/required",keyword:"required",params:{missingProperty: "peak_memory_bytes"},message:"must have required property '"+"peak_memory_bytes"+"'"};
if(vErrors === null){
vErrors = [err275];
}
else {
vErrors.push(err275);
}
errors++;
}
if(data81.cpu_s === undefined){
const err276 = {instancePath:instancePath+"/outputs/system",schemaPath:"#/properties/outputs/properties/system/required",keyword:"required",params:{missingProperty: "cpu_s"},message:"must have required property '"+"cpu_s"+"'"};
if(vErrors === null){
vErrors = [err276];
}
else {
vErrors.push(err276);
}
errors++;
}
if(data81.gpu_s === undefined){
const err277 = {instancePath:instancePath+"/outputs/system",schemaPath:"#/properties/outputs/properties/system/required",keyword:"required",params:{missingProperty: "gpu_s"},message:"must have required property '"+"gpu_s"+"'"};
if(vErrors === null){
vErrors = [err277];
}
else {
vErrors.push(err277);
}
errors++;
}
if(data81.gpu_peak_memory_bytes === undefined){
const err278 = {instancePath:instancePath+"/outputs/system",schemaPath:"#/properties/outputs/properties/system/required",keyword:"required",params:{missingProperty: "gpu_peak_memory_bytes"},message:"must have required property '"+"gpu_peak_memory_bytes"+"'"};
if(vErrors === null){
vErrors = [err278];
}
else {
vErrors.push(err278);
}
errors++;
}
for(const key22 in data81){
if(!((((key22 === "peak_memory_bytes") || (key22 === "cpu_s")) || (key22 === "gpu_s")) || (key22 === "gpu_peak_memory_bytes"))){
const err279 = {instancePath:instancePath+"/outputs/system",schemaPath:"#/properties/outputs/properties/system/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err279];
}
else {
vErrors.push(err279);
}
errors++;
}
}
if(data81.peak_memory_bytes !== undefined){
let data82 = data81.peak_memory_bytes;
if((!(((typeof data82 == "number") && (!(data82 % 1) && !isNaN(data82))) && (isFinite(data82)))) && (data82 !== null)){
const err280 = {instancePath:instancePath+"/outputs/system/peak_memory_bytes",schemaPath:"#/properties/outputs/properties/system/properties/peak_memory_bytes/type",keyword:"type",params:{type: schema37.properties.outputs.properties.system.properties.peak_memory_bytes.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err280];
}
else {
vErrors.push(err280);
}
errors++;
}
if((typeof data82 == "number") && (isFinite(data82))){
if(data82 > 9007199254740991 || isNaN(data82)){
const err281 = {instancePath:instancePath+"/outputs/system/peak_memory_bytes",schemaPath:"#/properties/outputs/properties/system/properties/peak_memory_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err281];
}
else {
vErrors.push(err281);
}
errors++;
}
if(data82 < 0 || isNaN(data82)){
const err282 = {instancePath:instancePath+"/outputs/system/peak_memory_bytes",schemaPath:"#/properties/outputs/properties/system/properties/peak_memory_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err282];
}
else {
vErrors.push(err282);
}
errors++;
}
}
}
if(data81.cpu_s !== undefined){
let data83 = data81.cpu_s;
if((!((typeof data83 == "number") && (isFinite(data83)))) && (data83 !== null)){
const err283 = {instancePath:instancePath+"/outputs/system/cpu_s",schemaPath:"#/properties/outputs/properties/system/properties/cpu_s/type",keyword:"type",params:{type: schema37.properties.outputs.properties.system.properties.cpu_s.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err283];
}
else {
vErrors.push(err283);
}
errors++;
}
if((typeof data83 == "number") && (isFinite(data83))){
if(data83 < 0 || isNaN(data83)){
const err284 = {instancePath:instancePath+"/outputs/system/cpu_s",schemaPath:"#/properties/outputs/properties/system/properties/cpu_s/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err284];
}
else {
vErrors.push(err284);
}
errors++;
}
}
}
if(data81.gpu_s !== undefined){
let data84 = data81.gpu_s;
if((!((typeof data84 == "number") && (isFinite(data84)))) && (data84 !== null)){
const err285 = {instancePath:instancePath+"/outputs/system/gpu_s",schemaPath:"#/properties/outputs/properties/system/properties/gpu_s/type",keyword:"type",params:{type: schema37.properties.outputs.properties.system.properties.gpu_s.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err285];
}
else {
vErrors.push(err285);
}
errors++;
}
if((typeof data84 == "number") && (isFinite(data84))){
if(data84 < 0 || isNaN(data84)){
const err286 = {instancePath:instancePath+"/outputs/system/gpu_s",schemaPath:"#/properties/outputs/properties/system/properties/gpu_s/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err286];
}
else {
vErrors.push(err286);
}
errors++;
}
}
}
if(data81.gpu_peak_memory_bytes !== undefined){
let data85 = data81.gpu_peak_memory_bytes;
if((!(((typeof data85 == "number") && (!(data85 % 1) && !isNaN(data85))) && (isFinite(data85)))) && (data85 !== null)){
const err287 = {instancePath:instancePath+"/outputs/system/gpu_peak_memory_bytes",schemaPath:"#/properties/outputs/properties/system/properties/gpu_peak_memory_bytes/type",keyword:"type",params:{type: schema37.properties.outputs.properties.system.properties.gpu_peak_memory_bytes.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err287];
}
else {
vErrors.push(err287);
}
errors++;
}
if((typeof data85 == "number") && (isFinite(data85))){
if(data85 > 9007199254740991 || isNaN(data85)){
const err288 = {instancePath:instancePath+"/outputs/system/gpu_peak_memory_bytes",schemaPath:"#/properties/outputs/properties/system/properties/gpu_peak_memory_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err288];
}
else {
vErrors.push(err288);
}
errors++;
}
if(data85 < 0 || isNaN(data85)){
const err289 = {instancePath:instancePath+"/outputs/system/gpu_peak_memory_bytes",schemaPath:"#/properties/outputs/properties/system/properties/gpu_peak_memory_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err289];
}
else {
vErrors.push(err289);
}
errors++;
}
}
}
}
else {
const err290 = {instancePath:instancePath+"/outputs/system",schemaPath:"#/properties/outputs/properties/system/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err290];
}
else {
vErrors.push(err290);
}
errors++;
}
}
}
else {
const err291 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err291];
}
else {
vErrors.push(err291);
}
errors++;
}
}
if(data.environment !== undefined){
let data86 = data.environment;
if(data86 && typeof data86 == "object" && !Array.isArray(data86)){
if(data86.os === undefined){
const err292 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/required",keyword:"required",params:{missingProperty: "os"},message:"must have required property '"+"os"+"'"};
if(vErrors === null){
vErrors = [err292];
}
else {
vErrors.push(err292);
}
errors++;
}
if(data86.arch === undefined){
const err293 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/required",keyword:"required",params:{missingProperty: "arch"},message:"must have required property '"+"arch"+"'"};
if(vErrors === null){
vErrors = [err293];
}
else {
vErrors.push(err293);
}
errors++;
}
if(data86.cpu === undefined){
const err294 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/required",keyword:"required",params:{missingProperty: "cpu"},message:"must have required property '"+"cpu"+"'"};
if(vErrors === null){
vErrors = [err294];
}
else {
vErrors.push(err294);
}
errors++;
}
if(data86.memory_bytes === undefined){
const err295 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/required",keyword:"required",params:{missingProperty: "memory_bytes"},message:"must have required property '"+"memory_bytes"+"'"};
if(vErrors === null){
vErrors = [err295];
}
else {
vErrors.push(err295);
}
errors++;
}
if(data86.gpus === undefined){
const err296 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/required",keyword:"required",params:{missingProperty: "gpus"},message:"must have required property '"+"gpus"+"'"};
if(vErrors === null){
vErrors = [err296];
}
else {
vErrors.push(err296);
}
errors++;
}
if(data86.python === undefined){
const err297 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/required",keyword:"required",params:{missingProperty: "python"},message:"must have required property '"+"python"+"'"};
if(vErrors === null){
vErrors = [err297];
}
else {
vErrors.push(err297);
}
errors++;
}
if(data86.lockfiles === undefined){
const err298 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/required",keyword:"required",params:{missingProperty: "lockfiles"},message:"must have required property '"+"lockfiles"+"'"};
if(vErrors === null){
vErrors = [err298];
}
else {
vErrors.push(err298);
}
errors++;
}
for(const key23 in data86){
if(!(((((((key23 === "os") || (key23 === "arch")) || (key23 === "cpu")) || (key23 === "memory_bytes")) || (key23 === "gpus")) || (key23 === "python")) || (key23 === "lockfiles"))){
const err299 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err299];
}
else {
vErrors.push(err299);
}
errors++;
}
}
if(data86.os !== undefined){
let data87 = data86.os;
if(typeof data87 === "string"){
if(func1(data87) > 200){
const err300 = {instancePath:instancePath+"/environment/os",schemaPath:"#/properties/environment/properties/os/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err300];
}
else {
vErrors.push(err300);
}
errors++;
}
}
else {
const err301 = {instancePath:instancePath+"/environment/os",schemaPath:"#/properties/environment/properties/os/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err301];
}
else {
vErrors.push(err301);
}
errors++;
}
}
if(data86.arch !== undefined){
let data88 = data86.arch;
if(typeof data88 === "string"){
if(func1(data88) > 40){
const err302 = {instancePath:instancePath+"/environment/arch",schemaPath:"#/properties/environment/properties/arch/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err302];
}
else {
vErrors.push(err302);
}
errors++;
}
}
else {
const err303 = {instancePath:instancePath+"/environment/arch",schemaPath:"#/properties/environment/properties/arch/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err303];
}
else {
vErrors.push(err303);
}
errors++;
}
}
if(data86.cpu !== undefined){
let data89 = data86.cpu;
if(data89 && typeof data89 == "object" && !Array.isArray(data89)){
if(data89.model === undefined){
const err304 = {instancePath:instancePath+"/environment/cpu",schemaPath:"#/properties/environment/properties/cpu/required",keyword:"required",params:{missingProperty: "model"},message:"must have required property '"+"model"+"'"};
if(vErrors === null){
vErrors = [err304];
}
else {
vErrors.push(err304);
}
errors++;
}
if(data89.cores === undefined){
const err305 = {instancePath:instancePath+"/environment/cpu",schemaPath:"#/properties/environment/properties/cpu/required",keyword:"required",params:{missingProperty: "cores"},message:"must have required property '"+"cores"+"'"};
if(vErrors === null){
vErrors = [err305];
}
else {
vErrors.push(err305);
}
errors++;
}
for(const key24 in data89){
if(!((key24 === "model") || (key24 === "cores"))){
const err306 = {instancePath:instancePath+"/environment/cpu",schemaPath:"#/properties/environment/properties/cpu/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key24},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err306];
}
else {
vErrors.push(err306);
}
errors++;
}
}
if(data89.model !== undefined){
let data90 = data89.model;
if((typeof data90 !== "string") && (data90 !== null)){
const err307 = {instancePath:instancePath+"/environment/cpu/model",schemaPath:"#/properties/environment/properties/cpu/properties/model/type",keyword:"type",params:{type: schema37.properties.environment.properties.cpu.properties.model.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err307];
}
else {
vErrors.push(err307);
}
errors++;
}
if(typeof data90 === "string"){
if(func1(data90) > 200){
const err308 = {instancePath:instancePath+"/environment/cpu/model",schemaPath:"#/properties/environment/properties/cpu/properties/model/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err308];
}
else {
vErrors.push(err308);
}
errors++;
}
}
}
if(data89.cores !== undefined){
let data91 = data89.cores;
if(!(((typeof data91 == "number") && (!(data91 % 1) && !isNaN(data91))) && (isFinite(data91)))){
const err309 = {instancePath:instancePath+"/environment/cpu/cores",schemaPath:"#/properties/environment/properties/cpu/properties/cores/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err309];
}
else {
vErrors.push(err309);
}
errors++;
}
if((typeof data91 == "number") && (isFinite(data91))){
if(data91 < 0 || isNaN(data91)){
const err310 = {instancePath:instancePath+"/environment/cpu/cores",schemaPath:"#/properties/environment/properties/cpu/properties/cores/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err310];
}
else {
vErrors.push(err310);
}
errors++;
}
}
}
}
else {
const err311 = {instancePath:instancePath+"/environment/cpu",schemaPath:"#/properties/environment/properties/cpu/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err311];
}
else {
vErrors.push(err311);
}
errors++;
}
}
if(data86.memory_bytes !== undefined){
let data92 = data86.memory_bytes;
if(!(((typeof data92 == "number") && (!(data92 % 1) && !isNaN(data92))) && (isFinite(data92)))){
const err312 = {instancePath:instancePath+"/environment/memory_bytes",schemaPath:"#/properties/environment/properties/memory_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err312];
}
else {
vErrors.push(err312);
}
errors++;
}
if((typeof data92 == "number") && (isFinite(data92))){
if(data92 > 9007199254740991 || isNaN(data92)){
const err313 = {instancePath:instancePath+"/environment/memory_bytes",schemaPath:"#/properties/environment/properties/memory_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err313];
}
else {
vErrors.push(err313);
}
errors++;
}
if(data92 < 0 || isNaN(data92)){
const err314 = {instancePath:instancePath+"/environment/memory_bytes",schemaPath:"#/properties/environment/properties/memory_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err314];
}
else {
vErrors.push(err314);
}
errors++;
}
}
}
if(data86.gpus !== undefined){
let data93 = data86.gpus;
if(Array.isArray(data93)){
if(data93.length > 256){
const err315 = {instancePath:instancePath+"/environment/gpus",schemaPath:"#/properties/environment/properties/gpus/maxItems",keyword:"maxItems",params:{limit: 256},message:"must NOT have more than 256 items"};
if(vErrors === null){
vErrors = [err315];
}
else {
vErrors.push(err315);
}
errors++;
}
const len7 = data93.length;
for(let i7=0; i7<len7; i7++){
let data94 = data93[i7];
if(data94 && typeof data94 == "object" && !Array.isArray(data94)){
if(data94.name === undefined){
const err316 = {instancePath:instancePath+"/environment/gpus/" + i7,schemaPath:"#/properties/environment/properties/gpus/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err316];
}
else {
vErrors.push(err316);
}
errors++;
}
if(data94.memory_bytes === undefined){
const err317 = {instancePath:instancePath+"/environment/gpus/" + i7,schemaPath:"#/properties/environment/properties/gpus/items/required",keyword:"required",params:{missingProperty: "memory_bytes"},message:"must have required property '"+"memory_bytes"+"'"};
if(vErrors === null){
vErrors = [err317];
}
else {
vErrors.push(err317);
}
errors++;
}
if(data94.driver === undefined){
const err318 = {instancePath:instancePath+"/environment/gpus/" + i7,schemaPath:"#/properties/environment/properties/gpus/items/required",keyword:"required",params:{missingProperty: "driver"},message:"must have required property '"+"driver"+"'"};
if(vErrors === null){
vErrors = [err318];
}
else {
vErrors.push(err318);
}
errors++;
}
for(const key25 in data94){
if(!(((key25 === "name") || (key25 === "memory_bytes")) || (key25 === "driver"))){
const err319 = {instancePath:instancePath+"/environment/gpus/" + i7,schemaPath:"#/properties/environment/properties/gpus/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key25},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err319];
}
else {
vErrors.push(err319);
}
errors++;
}
}
if(data94.name !== undefined){
let data95 = data94.name;
if(typeof data95 === "string"){
if(func1(data95) > 200){
const err320 = {instancePath:instancePath+"/environment/gpus/" + i7+"/name",schemaPath:"#/properties/environment/properties/gpus/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err320];
}
else {
vErrors.push(err320);
}
errors++;
}
}
else {
const err321 = {instancePath:instancePath+"/environment/gpus/" + i7+"/name",schemaPath:"#/properties/environment/properties/gpus/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err321];
}
else {
vErrors.push(err321);
}
errors++;
}
}
if(data94.memory_bytes !== undefined){
let data96 = data94.memory_bytes;
if((!(((typeof data96 == "number") && (!(data96 % 1) && !isNaN(data96))) && (isFinite(data96)))) && (data96 !== null)){
const err322 = {instancePath:instancePath+"/environment/gpus/" + i7+"/memory_bytes",schemaPath:"#/properties/environment/properties/gpus/items/properties/memory_bytes/type",keyword:"type",params:{type: schema37.properties.environment.properties.gpus.items.properties.memory_bytes.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err322];
}
else {
vErrors.push(err322);
}
errors++;
}
if((typeof data96 == "number") && (isFinite(data96))){
if(data96 > 9007199254740991 || isNaN(data96)){
const err323 = {instancePath:instancePath+"/environment/gpus/" + i7+"/memory_bytes",schemaPath:"#/properties/environment/properties/gpus/items/properties/memory_bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err323];
}
else {
vErrors.push(err323);
}
errors++;
}
if(data96 < 0 || isNaN(data96)){
const err324 = {instancePath:instancePath+"/environment/gpus/" + i7+"/memory_bytes",schemaPath:"#/properties/environment/properties/gpus/items/properties/memory_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err324];
}
else {
vErrors.push(err324);
}
errors++;
}
}
}
if(data94.driver !== undefined){
let data97 = data94.driver;
if((typeof data97 !== "string") && (data97 !== null)){
const err325 = {instancePath:instancePath+"/environment/gpus/" + i7+"/driver",schemaPath:"#/properties/environment/properties/gpus/items/properties/driver/type",keyword:"type",params:{type: schema37.properties.environment.properties.gpus.items.properties.driver.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err325];
}
else {
vErrors.push(err325);
}
errors++;
}
if(typeof data97 === "string"){
if(func1(data97) > 100){
const err326 = {instancePath:instancePath+"/environment/gpus/" + i7+"/driver",schemaPath:"#/properties/environment/properties/gpus/items/properties/driver/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err326];
}
else {
vErrors.push(err326);
}
errors++;
}
}
}
}
else {
const err327 = {instancePath:instancePath+"/environment/gpus/" + i7,schemaPath:"#/properties/environment/properties/gpus/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err327];
}
else {
vErrors.push(err327);
}
errors++;
}
}
}
else {
const err328 = {instancePath:instancePath+"/environment/gpus",schemaPath:"#/properties/environment/properties/gpus/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err328];
}
else {
vErrors.push(err328);
}
errors++;
}
}
if(data86.python !== undefined){
let data98 = data86.python;
const _errs260 = errors;
let valid49 = false;
const _errs261 = errors;
if(data98 !== null){
const err329 = {instancePath:instancePath+"/environment/python",schemaPath:"#/properties/environment/properties/python/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err329];
}
else {
vErrors.push(err329);
}
errors++;
}
var _valid6 = _errs261 === errors;
valid49 = valid49 || _valid6;
const _errs263 = errors;
if(data98 && typeof data98 == "object" && !Array.isArray(data98)){
if(data98.version === undefined){
const err330 = {instancePath:instancePath+"/environment/python",schemaPath:"#/properties/environment/properties/python/anyOf/1/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err330];
}
else {
vErrors.push(err330);
}
errors++;
}
if(data98.implementation === undefined){
const err331 = {instancePath:instancePath+"/environment/python",schemaPath:"#/properties/environment/properties/python/anyOf/1/required",keyword:"required",params:{missingProperty: "implementation"},message:"must have required property '"+"implementation"+"'"};
if(vErrors === null){
vErrors = [err331];
}
else {
vErrors.push(err331);
}
errors++;
}
if(data98.packages === undefined){
const err332 = {instancePath:instancePath+"/environment/python",schemaPath:"#/properties/environment/properties/python/anyOf/1/required",keyword:"required",params:{missingProperty: "packages"},message:"must have required property '"+"packages"+"'"};
if(vErrors === null){
vErrors = [err332];
}
else {
vErrors.push(err332);
}
errors++;
}
for(const key26 in data98){
if(!(((key26 === "version") || (key26 === "implementation")) || (key26 === "packages"))){
const err333 = {instancePath:instancePath+"/environment/python",schemaPath:"#/properties/environment/properties/python/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err333];
}
else {
vErrors.push(err333);
}
errors++;
}
}
if(data98.version !== undefined){
let data99 = data98.version;
if(typeof data99 === "string"){
if(func1(data99) > 100){
const err334 = {instancePath:instancePath+"/environment/python/version",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/version/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err334];
}
else {
vErrors.push(err334);
}
errors++;
}
}
else {
const err335 = {instancePath:instancePath+"/environment/python/version",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err335];
}
else {
vErrors.push(err335);
}
errors++;
}
}
if(data98.implementation !== undefined){
let data100 = data98.implementation;
if(typeof data100 === "string"){
if(func1(data100) > 100){
const err336 = {instancePath:instancePath+"/environment/python/implementation",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/implementation/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err336];
}
else {
vErrors.push(err336);
}
errors++;
}
}
else {
const err337 = {instancePath:instancePath+"/environment/python/implementation",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/implementation/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err337];
}
else {
vErrors.push(err337);
}
errors++;
}
}
if(data98.packages !== undefined){
let data101 = data98.packages;
if(data101 && typeof data101 == "object" && !Array.isArray(data101)){
if(Object.keys(data101).length > 10000){
const err338 = {instancePath:instancePath+"/environment/python/packages",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/maxProperties",keyword:"maxProperties",params:{limit: 10000},message:"must NOT have more than 10000 properties"};
if(vErrors === null){
vErrors = [err338];
}
else {
vErrors.push(err338);
}
errors++;
}
for(const key27 in data101){
const _errs272 = errors;
if(typeof key27 === "string"){
if(func1(key27) > 250){
const err339 = {instancePath:instancePath+"/environment/python/packages",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key27};
if(vErrors === null){
vErrors = [err339];
}
else {
vErrors.push(err339);
}
errors++;
}
if(func1(key27) < 1){
const err340 = {instancePath:instancePath+"/environment/python/packages",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key27};
if(vErrors === null){
vErrors = [err340];
}
else {
vErrors.push(err340);
}
errors++;
}
if(!pattern4.test(key27)){
const err341 = {instancePath:instancePath+"/environment/python/packages",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key27};
if(vErrors === null){
vErrors = [err341];
}
else {
vErrors.push(err341);
}
errors++;
}
}
else {
const err342 = {instancePath:instancePath+"/environment/python/packages",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key27};
if(vErrors === null){
vErrors = [err342];
}
else {
vErrors.push(err342);
}
errors++;
}
var valid51 = _errs272 === errors;
if(!valid51){
const err343 = {instancePath:instancePath+"/environment/python/packages",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/propertyNames",keyword:"propertyNames",params:{propertyName: key27},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err343];
}
else {
vErrors.push(err343);
}
errors++;
}
}
for(const key28 in data101){
let data102 = data101[key28];
if(typeof data102 === "string"){
if(func1(data102) > 250){
const err344 = {instancePath:instancePath+"/environment/python/packages/" + key28.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
if(vErrors === null){
vErrors = [err344];
}
else {
vErrors.push(err344);
}
errors++;
}
}
else {
const err345 = {instancePath:instancePath+"/environment/python/packages/" + key28.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err345];
}
else {
vErrors.push(err345);
}
errors++;
}
}
}
else {
const err346 = {instancePath:instancePath+"/environment/python/packages",schemaPath:"#/properties/environment/properties/python/anyOf/1/properties/packages/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err346];
}
else {
vErrors.push(err346);
}
errors++;
}
}
}
else {
const err347 = {instancePath:instancePath+"/environment/python",schemaPath:"#/properties/environment/properties/python/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err347];
}
else {
vErrors.push(err347);
}
errors++;
}
var _valid6 = _errs263 === errors;
valid49 = valid49 || _valid6;
if(!valid49){
const err348 = {instancePath:instancePath+"/environment/python",schemaPath:"#/properties/environment/properties/python/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err348];
}
else {
vErrors.push(err348);
}
errors++;
}
else {
errors = _errs260;
if(vErrors !== null){
if(_errs260){
vErrors.length = _errs260;
}
else {
vErrors = null;
}
}
}
}
if(data86.lockfiles !== undefined){
let data103 = data86.lockfiles;
if(Array.isArray(data103)){
if(data103.length > 200){
const err349 = {instancePath:instancePath+"/environment/lockfiles",schemaPath:"#/properties/environment/properties/lockfiles/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items"};
if(vErrors === null){
vErrors = [err349];
}
else {
vErrors.push(err349);
}
errors++;
}
const len8 = data103.length;
for(let i8=0; i8<len8; i8++){
let data104 = data103[i8];
if(data104 && typeof data104 == "object" && !Array.isArray(data104)){
if(data104.path === undefined){
const err350 = {instancePath:instancePath+"/environment/lockfiles/" + i8,schemaPath:"#/properties/environment/properties/lockfiles/items/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err350];
}
else {
vErrors.push(err350);
}
errors++;
}
if(data104.digest === undefined){
const err351 = {instancePath:instancePath+"/environment/lockfiles/" + i8,schemaPath:"#/properties/environment/properties/lockfiles/items/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err351];
}
else {
vErrors.push(err351);
}
errors++;
}
for(const key29 in data104){
if(!((key29 === "path") || (key29 === "digest"))){
const err352 = {instancePath:instancePath+"/environment/lockfiles/" + i8,schemaPath:"#/properties/environment/properties/lockfiles/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key29},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err352];
}
else {
vErrors.push(err352);
}
errors++;
}
}
if(data104.path !== undefined){
let data105 = data104.path;
if(typeof data105 === "string"){
if(func1(data105) > 1024){
const err353 = {instancePath:instancePath+"/environment/lockfiles/" + i8+"/path",schemaPath:"#/properties/environment/properties/lockfiles/items/properties/path/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err353];
}
else {
vErrors.push(err353);
}
errors++;
}
if(func1(data105) < 1){
const err354 = {instancePath:instancePath+"/environment/lockfiles/" + i8+"/path",schemaPath:"#/properties/environment/properties/lockfiles/items/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err354];
}
else {
vErrors.push(err354);
}
errors++;
}
if(!pattern4.test(data105)){
const err355 = {instancePath:instancePath+"/environment/lockfiles/" + i8+"/path",schemaPath:"#/properties/environment/properties/lockfiles/items/properties/path/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\""};
if(vErrors === null){
vErrors = [err355];
}
else {
vErrors.push(err355);
}
errors++;
}
}
else {
const err356 = {instancePath:instancePath+"/environment/lockfiles/" + i8+"/path",schemaPath:"#/properties/environment/properties/lockfiles/items/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err356];
}
else {
vErrors.push(err356);
}
errors++;
}
}
if(data104.digest !== undefined){
let data106 = data104.digest;
if(typeof data106 === "string"){
if(!pattern5.test(data106)){
const err357 = {instancePath:instancePath+"/environment/lockfiles/" + i8+"/digest",schemaPath:"#/properties/environment/properties/lockfiles/items/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err357];
}
else {
vErrors.push(err357);
}
errors++;
}
}
else {
const err358 = {instancePath:instancePath+"/environment/lockfiles/" + i8+"/digest",schemaPath:"#/properties/environment/properties/lockfiles/items/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err358];
}
else {
vErrors.push(err358);
}
errors++;
}
}
}
else {
const err359 = {instancePath:instancePath+"/environment/lockfiles/" + i8,schemaPath:"#/properties/environment/properties/lockfiles/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err359];
}
else {
vErrors.push(err359);
}
errors++;
}
}
}
else {
const err360 = {instancePath:instancePath+"/environment/lockfiles",schemaPath:"#/properties/environment/properties/lockfiles/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err360];
}
else {
vErrors.push(err360);
}
errors++;
}
}
}
else {
const err361 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err361];
}
else {
vErrors.push(err361);
}
errors++;
}
}
if(data.context !== undefined){
let data107 = data.context;
if(data107 && typeof data107 == "object" && !Array.isArray(data107)){
if(data107.actor === undefined){
const err362 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "actor"},message:"must have required property '"+"actor"+"'"};
if(vErrors === null){
vErrors = [err362];
}
else {
vErrors.push(err362);
}
errors++;
}
if(data107.actor_id === undefined){
const err363 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "actor_id"},message:"must have required property '"+"actor_id"+"'"};
if(vErrors === null){
vErrors = [err363];
}
else {
vErrors.push(err363);
}
errors++;
}
if(data107.triggering_actor === undefined){
const err364 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "triggering_actor"},message:"must have required property '"+"triggering_actor"+"'"};
if(vErrors === null){
vErrors = [err364];
}
else {
vErrors.push(err364);
}
errors++;
}
if(data107.event === undefined){
const err365 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "event"},message:"must have required property '"+"event"+"'"};
if(vErrors === null){
vErrors = [err365];
}
else {
vErrors.push(err365);
}
errors++;
}
if(data107.workflow === undefined){
const err366 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "workflow"},message:"must have required property '"+"workflow"+"'"};
if(vErrors === null){
vErrors = [err366];
}
else {
vErrors.push(err366);
}
errors++;
}
if(data107.workflow_ref === undefined){
const err367 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "workflow_ref"},message:"must have required property '"+"workflow_ref"+"'"};
if(vErrors === null){
vErrors = [err367];
}
else {
vErrors.push(err367);
}
errors++;
}
if(data107.job === undefined){
const err368 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "job"},message:"must have required property '"+"job"+"'"};
if(vErrors === null){
vErrors = [err368];
}
else {
vErrors.push(err368);
}
errors++;
}
if(data107.ci_run_id === undefined){
const err369 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "ci_run_id"},message:"must have required property '"+"ci_run_id"+"'"};
if(vErrors === null){
vErrors = [err369];
}
else {
vErrors.push(err369);
}
errors++;
}
if(data107.ci_run_attempt === undefined){
const err370 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "ci_run_attempt"},message:"must have required property '"+"ci_run_attempt"+"'"};
if(vErrors === null){
vErrors = [err370];
}
else {
vErrors.push(err370);
}
errors++;
}
if(data107.ci_run_url === undefined){
const err371 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "ci_run_url"},message:"must have required property '"+"ci_run_url"+"'"};
if(vErrors === null){
vErrors = [err371];
}
else {
vErrors.push(err371);
}
errors++;
}
if(data107.matrix === undefined){
const err372 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "matrix"},message:"must have required property '"+"matrix"+"'"};
if(vErrors === null){
vErrors = [err372];
}
else {
vErrors.push(err372);
}
errors++;
}
if(data107.runner === undefined){
const err373 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "runner"},message:"must have required property '"+"runner"+"'"};
if(vErrors === null){
vErrors = [err373];
}
else {
vErrors.push(err373);
}
errors++;
}
if(data107.pull_request === undefined){
const err374 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "pull_request"},message:"must have required property '"+"pull_request"+"'"};
if(vErrors === null){
vErrors = [err374];
}
else {
vErrors.push(err374);
}
errors++;
}
if(data107.trust === undefined){
const err375 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "trust"},message:"must have required property '"+"trust"+"'"};
if(vErrors === null){
vErrors = [err375];
}
else {
vErrors.push(err375);
}
errors++;
}
if(data107.tool_version === undefined){
const err376 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/required",keyword:"required",params:{missingProperty: "tool_version"},message:"must have required property '"+"tool_version"+"'"};
if(vErrors === null){
vErrors = [err376];
}
else {
vErrors.push(err376);
}
errors++;
}
for(const key30 in data107){
if(!(func11.call(schema37.properties.context.properties, key30))){
const err377 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key30},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err377];
}
else {
vErrors.push(err377);
}
errors++;
}
}
if(data107.actor !== undefined){
let data108 = data107.actor;
if((typeof data108 !== "string") && (data108 !== null)){
const err378 = {instancePath:instancePath+"/context/actor",schemaPath:"#/properties/context/properties/actor/type",keyword:"type",params:{type: schema37.properties.context.properties.actor.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err378];
}
else {
vErrors.push(err378);
}
errors++;
}
if(typeof data108 === "string"){
if(func1(data108) > 500){
const err379 = {instancePath:instancePath+"/context/actor",schemaPath:"#/properties/context/properties/actor/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err379];
}
else {
vErrors.push(err379);
}
errors++;
}
}
}
if(data107.actor_id !== undefined){
let data109 = data107.actor_id;
if((typeof data109 !== "string") && (data109 !== null)){
const err380 = {instancePath:instancePath+"/context/actor_id",schemaPath:"#/properties/context/properties/actor_id/type",keyword:"type",params:{type: schema37.properties.context.properties.actor_id.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err380];
}
else {
vErrors.push(err380);
}
errors++;
}
if(typeof data109 === "string"){
if(func1(data109) > 500){
const err381 = {instancePath:instancePath+"/context/actor_id",schemaPath:"#/properties/context/properties/actor_id/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err381];
}
else {
vErrors.push(err381);
}
errors++;
}
}
}
if(data107.triggering_actor !== undefined){
let data110 = data107.triggering_actor;
if((typeof data110 !== "string") && (data110 !== null)){
const err382 = {instancePath:instancePath+"/context/triggering_actor",schemaPath:"#/properties/context/properties/triggering_actor/type",keyword:"type",params:{type: schema37.properties.context.properties.triggering_actor.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err382];
}
else {
vErrors.push(err382);
}
errors++;
}
if(typeof data110 === "string"){
if(func1(data110) > 500){
const err383 = {instancePath:instancePath+"/context/triggering_actor",schemaPath:"#/properties/context/properties/triggering_actor/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err383];
}
else {
vErrors.push(err383);
}
errors++;
}
}
}
if(data107.event !== undefined){
let data111 = data107.event;
if((typeof data111 !== "string") && (data111 !== null)){
const err384 = {instancePath:instancePath+"/context/event",schemaPath:"#/properties/context/properties/event/type",keyword:"type",params:{type: schema37.properties.context.properties.event.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err384];
}
else {
vErrors.push(err384);
}
errors++;
}
if(typeof data111 === "string"){
if(func1(data111) > 500){
const err385 = {instancePath:instancePath+"/context/event",schemaPath:"#/properties/context/properties/event/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err385];
}
else {
vErrors.push(err385);
}
errors++;
}
}
}
if(data107.workflow !== undefined){
let data112 = data107.workflow;
if((typeof data112 !== "string") && (data112 !== null)){
const err386 = {instancePath:instancePath+"/context/workflow",schemaPath:"#/properties/context/properties/workflow/type",keyword:"type",params:{type: schema37.properties.context.properties.workflow.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err386];
}
else {
vErrors.push(err386);
}
errors++;
}
if(typeof data112 === "string"){
if(func1(data112) > 500){
const err387 = {instancePath:instancePath+"/context/workflow",schemaPath:"#/properties/context/properties/workflow/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err387];
}
else {
vErrors.push(err387);
}
errors++;
}
}
}
if(data107.workflow_ref !== undefined){
let data113 = data107.workflow_ref;
if((typeof data113 !== "string") && (data113 !== null)){
const err388 = {instancePath:instancePath+"/context/workflow_ref",schemaPath:"#/properties/context/properties/workflow_ref/type",keyword:"type",params:{type: schema37.properties.context.properties.workflow_ref.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err388];
}
else {
vErrors.push(err388);
}
errors++;
}
if(typeof data113 === "string"){
if(func1(data113) > 500){
const err389 = {instancePath:instancePath+"/context/workflow_ref",schemaPath:"#/properties/context/properties/workflow_ref/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err389];
}
else {
vErrors.push(err389);
}
errors++;
}
}
}
if(data107.job !== undefined){
let data114 = data107.job;
if((typeof data114 !== "string") && (data114 !== null)){
const err390 = {instancePath:instancePath+"/context/job",schemaPath:"#/properties/context/properties/job/type",keyword:"type",params:{type: schema37.properties.context.properties.job.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err390];
}
else {
vErrors.push(err390);
}
errors++;
}
if(typeof data114 === "string"){
if(func1(data114) > 500){
const err391 = {instancePath:instancePath+"/context/job",schemaPath:"#/properties/context/properties/job/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err391];
}
else {
vErrors.push(err391);
}
errors++;
}
}
}
if(data107.ci_run_id !== undefined){
let data115 = data107.ci_run_id;
if((typeof data115 !== "string") && (data115 !== null)){
const err392 = {instancePath:instancePath+"/context/ci_run_id",schemaPath:"#/properties/context/properties/ci_run_id/type",keyword:"type",params:{type: schema37.properties.context.properties.ci_run_id.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err392];
}
else {
vErrors.push(err392);
}
errors++;
}
if(typeof data115 === "string"){
if(func1(data115) > 500){
const err393 = {instancePath:instancePath+"/context/ci_run_id",schemaPath:"#/properties/context/properties/ci_run_id/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err393];
}
else {
vErrors.push(err393);
}
errors++;
}
}
}
if(data107.ci_run_attempt !== undefined){
let data116 = data107.ci_run_attempt;
if((!(((typeof data116 == "number") && (!(data116 % 1) && !isNaN(data116))) && (isFinite(data116)))) && (data116 !== null)){
const err394 = {instancePath:instancePath+"/context/ci_run_attempt",schemaPath:"#/properties/context/properties/ci_run_attempt/type",keyword:"type",params:{type: schema37.properties.context.properties.ci_run_attempt.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err394];
}
else {
vErrors.push(err394);
}
errors++;
}
if((typeof data116 == "number") && (isFinite(data116))){
if(data116 < 1 || isNaN(data116)){
const err395 = {instancePath:instancePath+"/context/ci_run_attempt",schemaPath:"#/properties/context/properties/ci_run_attempt/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err395];
}
else {
vErrors.push(err395);
}
errors++;
}
}
}
if(data107.ci_run_url !== undefined){
let data117 = data107.ci_run_url;
if((typeof data117 !== "string") && (data117 !== null)){
const err396 = {instancePath:instancePath+"/context/ci_run_url",schemaPath:"#/properties/context/properties/ci_run_url/type",keyword:"type",params:{type: schema37.properties.context.properties.ci_run_url.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err396];
}
else {
vErrors.push(err396);
}
errors++;
}
if(typeof data117 === "string"){
if(func1(data117) > 2048){
const err397 = {instancePath:instancePath+"/context/ci_run_url",schemaPath:"#/properties/context/properties/ci_run_url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err397];
}
else {
vErrors.push(err397);
}
errors++;
}
}
}
if(data107.matrix !== undefined){
let data118 = data107.matrix;
if((!(data118 && typeof data118 == "object" && !Array.isArray(data118))) && (data118 !== null)){
const err398 = {instancePath:instancePath+"/context/matrix",schemaPath:"#/properties/context/properties/matrix/type",keyword:"type",params:{type: schema37.properties.context.properties.matrix.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err398];
}
else {
vErrors.push(err398);
}
errors++;
}
if(data118 && typeof data118 == "object" && !Array.isArray(data118)){
if(Object.keys(data118).length > 100){
const err399 = {instancePath:instancePath+"/context/matrix",schemaPath:"#/properties/context/properties/matrix/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err399];
}
else {
vErrors.push(err399);
}
errors++;
}
}
}
if(data107.runner !== undefined){
let data119 = data107.runner;
const _errs312 = errors;
let valid57 = false;
const _errs313 = errors;
if(data119 !== null){
const err400 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err400];
}
else {
vErrors.push(err400);
}
errors++;
}
var _valid7 = _errs313 === errors;
valid57 = valid57 || _valid7;
const _errs315 = errors;
if(data119 && typeof data119 == "object" && !Array.isArray(data119)){
if(data119.name === undefined){
const err401 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf/1/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err401];
}
else {
vErrors.push(err401);
}
errors++;
}
if(data119.os === undefined){
const err402 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf/1/required",keyword:"required",params:{missingProperty: "os"},message:"must have required property '"+"os"+"'"};
if(vErrors === null){
vErrors = [err402];
}
else {
vErrors.push(err402);
}
errors++;
}
if(data119.arch === undefined){
const err403 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf/1/required",keyword:"required",params:{missingProperty: "arch"},message:"must have required property '"+"arch"+"'"};
if(vErrors === null){
vErrors = [err403];
}
else {
vErrors.push(err403);
}
errors++;
}
if(data119.environment === undefined){
const err404 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf/1/required",keyword:"required",params:{missingProperty: "environment"},message:"must have required property '"+"environment"+"'"};
if(vErrors === null){
vErrors = [err404];
}
else {
vErrors.push(err404);
}
errors++;
}
for(const key31 in data119){
if(!((((key31 === "name") || (key31 === "os")) || (key31 === "arch")) || (key31 === "environment"))){
const err405 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key31},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err405];
}
else {
vErrors.push(err405);
}
errors++;
}
}
if(data119.name !== undefined){
let data120 = data119.name;
if((typeof data120 !== "string") && (data120 !== null)){
const err406 = {instancePath:instancePath+"/context/runner/name",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/name/type",keyword:"type",params:{type: schema37.properties.context.properties.runner.anyOf[1].properties.name.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err406];
}
else {
vErrors.push(err406);
}
errors++;
}
if(typeof data120 === "string"){
if(func1(data120) > 300){
const err407 = {instancePath:instancePath+"/context/runner/name",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/name/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err407];
}
else {
vErrors.push(err407);
}
errors++;
}
}
}
if(data119.os !== undefined){
let data121 = data119.os;
if((typeof data121 !== "string") && (data121 !== null)){
const err408 = {instancePath:instancePath+"/context/runner/os",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/os/type",keyword:"type",params:{type: schema37.properties.context.properties.runner.anyOf[1].properties.os.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err408];
}
else {
vErrors.push(err408);
}
errors++;
}
if(typeof data121 === "string"){
if(func1(data121) > 300){
const err409 = {instancePath:instancePath+"/context/runner/os",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/os/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err409];
}
else {
vErrors.push(err409);
}
errors++;
}
}
}
if(data119.arch !== undefined){
let data122 = data119.arch;
if((typeof data122 !== "string") && (data122 !== null)){
const err410 = {instancePath:instancePath+"/context/runner/arch",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/arch/type",keyword:"type",params:{type: schema37.properties.context.properties.runner.anyOf[1].properties.arch.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err410];
}
else {
vErrors.push(err410);
}
errors++;
}
if(typeof data122 === "string"){
if(func1(data122) > 300){
const err411 = {instancePath:instancePath+"/context/runner/arch",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/arch/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err411];
}
else {
vErrors.push(err411);
}
errors++;
}
}
}
if(data119.environment !== undefined){
let data123 = data119.environment;
if((typeof data123 !== "string") && (data123 !== null)){
const err412 = {instancePath:instancePath+"/context/runner/environment",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/environment/type",keyword:"type",params:{type: schema37.properties.context.properties.runner.anyOf[1].properties.environment.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err412];
}
else {
vErrors.push(err412);
}
errors++;
}
if(typeof data123 === "string"){
if(func1(data123) > 300){
const err413 = {instancePath:instancePath+"/context/runner/environment",schemaPath:"#/properties/context/properties/runner/anyOf/1/properties/environment/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err413];
}
else {
vErrors.push(err413);
}
errors++;
}
}
}
}
else {
const err414 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err414];
}
else {
vErrors.push(err414);
}
errors++;
}
var _valid7 = _errs315 === errors;
valid57 = valid57 || _valid7;
if(!valid57){
const err415 = {instancePath:instancePath+"/context/runner",schemaPath:"#/properties/context/properties/runner/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err415];
}
else {
vErrors.push(err415);
}
errors++;
}
else {
errors = _errs312;
if(vErrors !== null){
if(_errs312){
vErrors.length = _errs312;
}
else {
vErrors = null;
}
}
}
}
if(data107.pull_request !== undefined){
let data124 = data107.pull_request;
const _errs327 = errors;
let valid59 = false;
const _errs328 = errors;
if(data124 !== null){
const err416 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err416];
}
else {
vErrors.push(err416);
}
errors++;
}
var _valid8 = _errs328 === errors;
valid59 = valid59 || _valid8;
const _errs330 = errors;
if(data124 && typeof data124 == "object" && !Array.isArray(data124)){
if(data124.number === undefined){
const err417 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/required",keyword:"required",params:{missingProperty: "number"},message:"must have required property '"+"number"+"'"};
if(vErrors === null){
vErrors = [err417];
}
else {
vErrors.push(err417);
}
errors++;
}
if(data124.head_ref === undefined){
const err418 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/required",keyword:"required",params:{missingProperty: "head_ref"},message:"must have required property '"+"head_ref"+"'"};
if(vErrors === null){
vErrors = [err418];
}
else {
vErrors.push(err418);
}
errors++;
}
if(data124.base_ref === undefined){
const err419 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/required",keyword:"required",params:{missingProperty: "base_ref"},message:"must have required property '"+"base_ref"+"'"};
if(vErrors === null){
vErrors = [err419];
}
else {
vErrors.push(err419);
}
errors++;
}
if(data124.head_repository === undefined){
const err420 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/required",keyword:"required",params:{missingProperty: "head_repository"},message:"must have required property '"+"head_repository"+"'"};
if(vErrors === null){
vErrors = [err420];
}
else {
vErrors.push(err420);
}
errors++;
}
for(const key32 in data124){
if(!((((key32 === "number") || (key32 === "head_ref")) || (key32 === "base_ref")) || (key32 === "head_repository"))){
const err421 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key32},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err421];
}
else {
vErrors.push(err421);
}
errors++;
}
}
if(data124.number !== undefined){
let data125 = data124.number;
if(!(((typeof data125 == "number") && (!(data125 % 1) && !isNaN(data125))) && (isFinite(data125)))){
const err422 = {instancePath:instancePath+"/context/pull_request/number",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err422];
}
else {
vErrors.push(err422);
}
errors++;
}
if((typeof data125 == "number") && (isFinite(data125))){
if(data125 < 1 || isNaN(data125)){
const err423 = {instancePath:instancePath+"/context/pull_request/number",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err423];
}
else {
vErrors.push(err423);
}
errors++;
}
}
}
if(data124.head_ref !== undefined){
let data126 = data124.head_ref;
if((typeof data126 !== "string") && (data126 !== null)){
const err424 = {instancePath:instancePath+"/context/pull_request/head_ref",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/head_ref/type",keyword:"type",params:{type: schema37.properties.context.properties.pull_request.anyOf[1].properties.head_ref.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err424];
}
else {
vErrors.push(err424);
}
errors++;
}
if(typeof data126 === "string"){
if(func1(data126) > 500){
const err425 = {instancePath:instancePath+"/context/pull_request/head_ref",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/head_ref/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err425];
}
else {
vErrors.push(err425);
}
errors++;
}
}
}
if(data124.base_ref !== undefined){
let data127 = data124.base_ref;
if((typeof data127 !== "string") && (data127 !== null)){
const err426 = {instancePath:instancePath+"/context/pull_request/base_ref",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/base_ref/type",keyword:"type",params:{type: schema37.properties.context.properties.pull_request.anyOf[1].properties.base_ref.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err426];
}
else {
vErrors.push(err426);
}
errors++;
}
if(typeof data127 === "string"){
if(func1(data127) > 500){
const err427 = {instancePath:instancePath+"/context/pull_request/base_ref",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/base_ref/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err427];
}
else {
vErrors.push(err427);
}
errors++;
}
}
}
if(data124.head_repository !== undefined){
let data128 = data124.head_repository;
if((typeof data128 !== "string") && (data128 !== null)){
const err428 = {instancePath:instancePath+"/context/pull_request/head_repository",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/head_repository/type",keyword:"type",params:{type: schema37.properties.context.properties.pull_request.anyOf[1].properties.head_repository.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err428];
}
else {
vErrors.push(err428);
}
errors++;
}
if(typeof data128 === "string"){
if(func1(data128) > 300){
const err429 = {instancePath:instancePath+"/context/pull_request/head_repository",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/properties/head_repository/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err429];
}
else {
vErrors.push(err429);
}
errors++;
}
}
}
}
else {
const err430 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err430];
}
else {
vErrors.push(err430);
}
errors++;
}
var _valid8 = _errs330 === errors;
valid59 = valid59 || _valid8;
if(!valid59){
const err431 = {instancePath:instancePath+"/context/pull_request",schemaPath:"#/properties/context/properties/pull_request/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err431];
}
else {
vErrors.push(err431);
}
errors++;
}
else {
errors = _errs327;
if(vErrors !== null){
if(_errs327){
vErrors.length = _errs327;
}
else {
vErrors = null;
}
}
}
}
if(data107.trust !== undefined){
let data129 = data107.trust;
if(typeof data129 !== "string"){
const err432 = {instancePath:instancePath+"/context/trust",schemaPath:"#/properties/context/properties/trust/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err432];
}
else {
vErrors.push(err432);
}
errors++;
}
if(!((data129 === "trusted") || (data129 === "fork"))){
const err433 = {instancePath:instancePath+"/context/trust",schemaPath:"#/properties/context/properties/trust/enum",keyword:"enum",params:{allowedValues: schema37.properties.context.properties.trust.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err433];
}
else {
vErrors.push(err433);
}
errors++;
}
}
if(data107.tool_version !== undefined){
let data130 = data107.tool_version;
if(typeof data130 === "string"){
if(func1(data130) > 60){
const err434 = {instancePath:instancePath+"/context/tool_version",schemaPath:"#/properties/context/properties/tool_version/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err434];
}
else {
vErrors.push(err434);
}
errors++;
}
if(func1(data130) < 1){
const err435 = {instancePath:instancePath+"/context/tool_version",schemaPath:"#/properties/context/properties/tool_version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err435];
}
else {
vErrors.push(err435);
}
errors++;
}
}
else {
const err436 = {instancePath:instancePath+"/context/tool_version",schemaPath:"#/properties/context/properties/tool_version/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err436];
}
else {
vErrors.push(err436);
}
errors++;
}
}
}
else {
const err437 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err437];
}
else {
vErrors.push(err437);
}
errors++;
}
}
if(data.tags !== undefined){
let data131 = data.tags;
if(data131 && typeof data131 == "object" && !Array.isArray(data131)){
if(Object.keys(data131).length > 200){
const err438 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"};
if(vErrors === null){
vErrors = [err438];
}
else {
vErrors.push(err438);
}
errors++;
}
for(const key33 in data131){
const _errs347 = errors;
if(typeof key33 === "string"){
if(func1(key33) > 250){
const err439 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters",propertyName:key33};
if(vErrors === null){
vErrors = [err439];
}
else {
vErrors.push(err439);
}
errors++;
}
if(func1(key33) < 1){
const err440 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",propertyName:key33};
if(vErrors === null){
vErrors = [err440];
}
else {
vErrors.push(err440);
}
errors++;
}
if(!pattern4.test(key33)){
const err441 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]+$"+"\"",propertyName:key33};
if(vErrors === null){
vErrors = [err441];
}
else {
vErrors.push(err441);
}
errors++;
}
}
else {
const err442 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key33};
if(vErrors === null){
vErrors = [err442];
}
else {
vErrors.push(err442);
}
errors++;
}
var valid61 = _errs347 === errors;
if(!valid61){
const err443 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames",keyword:"propertyNames",params:{propertyName: key33},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err443];
}
else {
vErrors.push(err443);
}
errors++;
}
}
for(const key34 in data131){
let data132 = data131[key34];
if(typeof data132 === "string"){
if(func1(data132) > 5000){
const err444 = {instancePath:instancePath+"/tags/" + key34.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 5000},message:"must NOT have more than 5000 characters"};
if(vErrors === null){
vErrors = [err444];
}
else {
vErrors.push(err444);
}
errors++;
}
}
else {
const err445 = {instancePath:instancePath+"/tags/" + key34.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err445];
}
else {
vErrors.push(err445);
}
errors++;
}
}
}
else {
const err446 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err446];
}
else {
vErrors.push(err446);
}
errors++;
}
}
}
else {
const err447 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err447];
}
else {
vErrors.push(err447);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

