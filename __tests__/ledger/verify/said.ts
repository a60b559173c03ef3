/** What is said of each kind of tampering, where it is not what is said of a sound ledger. */
export interface Said {
  /** Rules of the findings in their order, and whether the ledger is valid all the same. */
  verify: string;
  /** Lists of runs. */
  runs: string;
  /** `models show clf`. */
  models: string;
  /** The Production baseline of the gate. */
  gate: string;
  /** A registration of another version of `clf`. */
  register: string;
}

export const SOUND: Said = {
  verify: 'valid',
  runs: '5 runs',
  models: '2 versions',
  gate: 'Production version 1 of `clf`',
  register: 'version 3',
};

export const SAID: Record<string, Partial<Said>> = {
  'a record edited': { verify: 'record-edited', runs: '5 runs, one edited' },
  'a record removed': { verify: 'record-removed', runs: '4 runs' },
  'a record moved to another day': {
    verify: 'record-removed, record-renamed, record-misplaced',
    runs: '4 runs',
  },
  'a record removed, and written anew with other bytes': {
    verify: 'record-edited, record-removed',
    runs: '5 runs, one edited',
  },
  'a record edited, and put back': { verify: 'record-edited' },
  'curves edited': { verify: 'record-edited' },
  'curves removed': { verify: 'record-removed' },
  'a picture exchanged': { verify: 'record-edited' },
  'a version edited': { verify: 'record-edited' },
  'a version given another model': {
    verify: 'record-edited, version-mismatch, version-not-of-run',
    models:
      '1 versions; models/clf/versions/1.json has manifest sha256:<digest>, and models/clf/events/<id>.json registered sha256:<digest>',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/1.json has manifest sha256:<digest>, and models/clf/events/<id>.json registered sha256:<digest>, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/1.json has manifest sha256:<digest>, and models/clf/events/<id>.json registered sha256:<digest>, so that the stages and aliases of the model cannot be told',
  },
  'a version given another run': {
    verify: 'record-edited, version-mismatch, version-not-of-run',
    models:
      '1 versions; models/clf/versions/1.json is of run NEXT, and models/clf/events/<id>.json registered it of run FIRST',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/1.json is of run NEXT, and models/clf/events/<id>.json registered it of run FIRST, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/1.json is of run NEXT, and models/clf/events/<id>.json registered it of run FIRST, so that the stages and aliases of the model cannot be told',
  },
  'an event edited': {
    verify: 'record-edited, event-chain',
    models:
      '2 versions; models/clf/events/<id>.json follows an event that is not in the ledger; models/clf/events/<id>.json follows an event that is not in the ledger',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told',
  },
  'the model of a run edited': {
    verify: 'record-edited, version-not-of-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json has manifest sha256:<digest> at model-1.bin, which FIRST.json did not make',
    gate: 'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json has manifest sha256:<digest> at model-1.bin, which FIRST.json did not make',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json has manifest sha256:<digest> at model-1.bin, which FIRST.json did not make',
  },
  'ledger.json edited': { verify: 'bootstrap-changed' },
  'ledger.json removed': {
    verify: 'bootstrap-changed',
    runs: 'E_LEDGER_NOT_A_LEDGER: The branch exists but is no ledger: it has no ledger.json',
    models: 'E_LEDGER_NOT_A_LEDGER: The branch exists but is no ledger: it has no ledger.json',
    gate: 'E_LEDGER_NOT_A_LEDGER: The branch exists but is no ledger: it has no ledger.json',
    register: 'E_LEDGER_NOT_A_LEDGER: The branch exists but is no ledger: it has no ledger.json',
  },
  'README.md edited': { verify: 'bootstrap-changed' },
  'README.md removed': { verify: 'bootstrap-changed' },
  'a merge': { verify: 'merge-commit', runs: '6 runs' },
  'a merge that loses a record of one side': { verify: 'merge-commit, record-removed' },
  'a second beginning': { verify: 'several-roots, merge-commit, unknown-path' },
  'a link among the records': {
    verify: 'not-plain-file',
    runs: 'E_LEDGER_RECORD_INVALID: NEW.json is a symbolic link, which no ledger has',
  },
  'a record made a link': {
    verify: 'not-plain-file, file-without-run',
    runs: 'E_LEDGER_RECORD_INVALID: SECOND.json is a symbolic link, which no ledger has',
  },
  'a record made executable': {
    verify: 'not-plain-file',
    runs: 'E_LEDGER_RECORD_INVALID: SECOND.json is an executable file, which no ledger has',
  },
  'a record that its group may write (100664)': {
    verify: 'not-plain-file',
    runs: 'E_LEDGER_RECORD_INVALID: SECOND.json is an entry of mode 100664, which no ledger has',
  },
  'a record for its owner alone (100600)': {
    verify: 'not-plain-file',
    runs: 'E_LEDGER_RECORD_INVALID: SECOND.json is an entry of mode 100600, which no ledger has',
  },
  'a version for its owner alone (100600)': {
    verify: 'not-plain-file',
    models: '1 versions; models/clf/versions/1.json is an entry of mode 100600, which no ledger has',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/1.json is an entry of mode 100600, which no ledger has, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/1.json is an entry of mode 100600, which no ledger has, so that the stages and aliases of the model cannot be told',
  },
  'the folder of a day with a zero before its mode (040000)': {
    verify: 'not-plain-file',
    runs: 'E_LEDGER_RECORD_INVALID: runs/2026/11/21 is an entry of mode 040000, which no ledger has',
    models: 'E_LEDGER_RECORD_INVALID: runs/2026/11/21 is an entry of mode 040000, which no ledger has',
    gate: 'E_LEDGER_RECORD_INVALID: runs/2026/11/21 is an entry of mode 040000, which no ledger has',
    register: 'E_LEDGER_RECORD_INVALID: runs/2026/11/21 is an entry of mode 040000, which no ledger has',
  },
  'the folder of a model with a zero before its mode (040000)': {
    verify: 'not-plain-file',
    models: 'E_LEDGER_RECORD_INVALID: models/clf is an entry of mode 040000, which no ledger has',
    gate: 'E_LEDGER_RECORD_INVALID: models/clf is an entry of mode 040000, which no ledger has',
    register: 'E_LEDGER_RECORD_INVALID: models/clf is an entry of mode 040000, which no ledger has',
  },
  'an empty folder in the place of a record': { verify: 'not-plain-file' },
  'a record replaced by a folder': {
    verify: 'record-removed, not-plain-file, unknown-path, file-without-run',
    runs: '4 runs',
  },
  'a file in the place of the folder of models': {
    verify: 'record-removed, unknown-path',
    models: 'E_LEDGER_RECORD_INVALID: models is a file where a folder belongs, which no ledger has',
    gate: 'E_LEDGER_RECORD_INVALID: models is a file where a folder belongs, which no ledger has',
    register: 'E_LEDGER_RECORD_INVALID: models is a file where a folder belongs, which no ledger has',
  },
  'a record that is there twice': {
    verify: 'record-edited, path-twice',
    runs: 'E_LEDGER_RECORD_INVALID: SECOND.json is there twice, which no ledger has',
    models: 'E_LEDGER_RECORD_INVALID: SECOND.json is there twice, which no ledger has',
    gate: 'E_LEDGER_RECORD_INVALID: SECOND.json is there twice, which no ledger has',
    register: 'E_LEDGER_RECORD_INVALID: SECOND.json is there twice, which no ledger has',
  },
  'a file and a folder of one name': {
    verify: 'path-twice, unknown-path',
    models: 'E_LEDGER_RECORD_INVALID: models/clf is there twice, which no ledger has',
    gate: 'E_LEDGER_RECORD_INVALID: models/clf is there twice, which no ledger has',
    register: 'E_LEDGER_RECORD_INVALID: models/clf is there twice, which no ledger has',
  },
  'a record as one entry at the top, with slashes in its name': { verify: 'folder-malformed' },
  'a day as one entry at the top, which git finds before the true one': {
    verify: 'bootstrap-changed, record-edited, record-renamed, folder-malformed',
  },
  'a folder that is not sorted': { verify: 'record-renamed, folder-malformed' },
  'a name of two dots': { verify: 'unknown-path' },
  'a record of 0 bytes': {
    verify: 'record-invalid',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json is not JSON',
  },
  'a record that is not UTF-8': {
    verify: 'record-invalid',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json is not UTF-8',
  },
  'a record that is no JSON': {
    verify: 'record-invalid',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json is not JSON',
  },
  'a record nested without end': {
    verify: 'record-invalid',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json is nested deeper than 64 levels',
  },
  'a record with a key __proto__': {
    verify: 'record-invalid',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json has a key named __proto__',
  },
  'a record that does not fit its schema': {
    verify: 'record-invalid',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json does not fit its schema: /status must be equal to one of the allowed values',
  },
  'a record that is not canonical': {
    verify: 'record-invalid',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json is not in canonical form (sorted keys, two spaces, no duplicates)',
  },
  'the record of another run': {
    verify: 'record-misplaced',
    runs: 'E_LEDGER_RECORD_INVALID: The record NEW.json is the record of another run',
  },
  'a run in the folder of another day': { verify: 'record-misplaced' },
  'a run under no run id': { verify: 'record-misplaced' },
  'files at unknown paths': { verify: 'unknown-path' },
  'a file deeper than anything that a ledger holds': { verify: 'unknown-path' },
  'curves without a run': { verify: 'file-without-run' },
  'curves that are none': { verify: 'record-invalid', runs: '6 runs' },
  'curves that came later': { verify: 'file-late' },
  'a picture that came later': { verify: 'file-late' },
  'a picture that is a program by its content': { verify: 'picture-invalid', runs: '6 runs' },
  'a picture of another type than its name says': { verify: 'picture-invalid', runs: '6 runs' },
  'a picture of more than 1 MiB': { verify: 'record-too-large', runs: '6 runs' },
  'five pictures of a run': { verify: 'pictures-too-many', runs: '6 runs' },
  'something else in the folder of a run': { verify: 'unknown-path', runs: '6 runs' },
  'a run with a manifest whose digest is not that of its files': {
    verify: 'manifest-untrue',
    runs: '6 runs',
  },
  'an event removed': {
    verify: 'record-removed, event-chain',
    models:
      '2 versions; models/clf/events/<id>.json follows an event that is not in the ledger; models/clf/events/<id>.json follows an event that is not in the ledger',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told',
  },
  'the last event removed': { verify: 'record-removed' },
  'the event that registered a version removed': {
    verify: 'record-removed, version-unregistered',
    models: '1 versions; models/clf/versions/2.json has no event that registers it',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/2.json has no event that registers it, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/2.json has no event that registers it, so that the stages and aliases of the model cannot be told',
  },
  'an event that follows one in the middle': {
    verify: 'event-chain',
    models: '2 versions; models/clf/events/<id>.json follows the same event as models/clf/events/<id>.json',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows the same event as models/clf/events/<id>.json, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows the same event as models/clf/events/<id>.json, so that the stages and aliases of the model cannot be told',
  },
  'an event that follows none': {
    verify: 'event-chain',
    models: '2 versions; models/clf/events/<id>.json follows an event that is not in the ledger',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json follows an event that is not in the ledger, so that the stages and aliases of the model cannot be told',
  },
  'an event of another model': {
    verify: 'record-misplaced',
    models: '2 versions; models/clf/events/<id>.json is the record of another event',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json is the record of another event, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json is the record of another event, so that the stages and aliases of the model cannot be told',
  },
  'an event of a version that is not there': {
    verify: 'event-without-version',
    models: '2 versions; models/clf/events/<id>.json is about version 9, which is not there',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json is about version 9, which is not there, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json is about version 9, which is not there, so that the stages and aliases of the model cannot be told',
  },
  'a folder named like no model': { verify: 'record-misplaced' },
  'a version removed': {
    verify: 'record-removed, version-gap, event-without-version',
    models:
      '0 versions; models/clf/events/<id>.json is about version 1, which is not there; models/clf/events/<id>.json is about version 1, which is not there; models/clf/versions/2.json is version 2, and there is no version 1',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json is about version 1, which is not there, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/events/<id>.json is about version 1, which is not there, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/versions/2.json is version 2, and there is no version 1, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json is about version 1, which is not there, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/events/<id>.json is about version 1, which is not there, so that the stages and aliases of the model cannot be told; E_MODEL_DAMAGED: The record models/clf/versions/2.json is version 2, and there is no version 1, so that the stages and aliases of the model cannot be told',
  },
  'a version far ahead': {
    verify: 'version-gap, version-unregistered, version-not-of-run',
    models: '2 versions; models/clf/versions/9.json has no event that registers it',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/9.json has no event that registers it, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/9.json has no event that registers it, so that the stages and aliases of the model cannot be told',
  },
  'a version that nothing registers': {
    verify: 'version-unregistered',
    models: '2 versions; models/clf/versions/3.json has no event that registers it',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/3.json has no event that registers it, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/3.json has no event that registers it, so that the stages and aliases of the model cannot be told',
  },
  'a version of a number that is none': { verify: 'record-misplaced' },
  // A copy of a record at another place is another record.
  'a version under another number': {
    verify: 'record-misplaced, version-unregistered',
    models: '2 versions; models/clf/versions/3.json is the record of another model version',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/3.json is the record of another model version, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/3.json is the record of another model version, so that the stages and aliases of the model cannot be told',
  },
  'a version registered twice': {
    verify: 'version-mismatch',
    models: '2 versions; models/clf/events/<id>.json registers version 2 once more',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json registers version 2 once more, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json registers version 2 once more, so that the stages and aliases of the model cannot be told',
  },
  'a version with another manifest than was registered': {
    verify: 'version-mismatch',
    models:
      '2 versions; models/clf/versions/3.json has manifest sha256:<digest>, and models/clf/events/<id>.json registered sha256:<digest>',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/3.json has manifest sha256:<digest>, and models/clf/events/<id>.json registered sha256:<digest>, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/3.json has manifest sha256:<digest>, and models/clf/events/<id>.json registered sha256:<digest>, so that the stages and aliases of the model cannot be told',
  },
  'a version of another run than was registered': {
    verify: 'version-mismatch',
    models:
      '2 versions; models/clf/versions/3.json is of run NEXT, and models/clf/events/<id>.json registered it of run FIRST',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/3.json is of run NEXT, and models/clf/events/<id>.json registered it of run FIRST, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/3.json is of run NEXT, and models/clf/events/<id>.json registered it of run FIRST, so that the stages and aliases of the model cannot be told',
  },
  'a version of a run that is not there': {
    verify: 'version-without-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json is of the run NEW.json, which is not there',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json is of the run NEW.json, which is not there',
  },
  'a version of a run that failed': {
    verify: 'version-of-unfit-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json is of the run FAILED.json, which has status FAILED',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json is of the run FAILED.json, which has status FAILED',
  },
  'a version of a run of a fork': {
    verify: 'version-of-unfit-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json is of the run FORK.json, which was made by a pull request from a fork or by Dependabot',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json is of the run FORK.json, which was made by a pull request from a fork or by Dependabot',
  },
  'a version that its run did not make': {
    verify: 'version-not-of-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json has manifest sha256:<digest> at model-3.bin, which FIRST.json did not make',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json has manifest sha256:<digest> at model-3.bin, which FIRST.json did not make',
  },
  'a version at another path of its run': {
    verify: 'version-not-of-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json has manifest sha256:<digest> at other.bin, which NEXT.json did not make',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json has manifest sha256:<digest> at other.bin, which NEXT.json did not make',
  },
  'a version whose manifest has other files': {
    verify: 'manifest-untrue',
    models: '2 versions; models/clf/versions/3.json has a manifest whose digest is not that of its files',
    gate: 'E_MODEL_DAMAGED: The record models/clf/versions/3.json has a manifest whose digest is not that of its files, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/versions/3.json has a manifest whose digest is not that of its files, so that the stages and aliases of the model cannot be told',
  },
  'a stage left that the version was not in': {
    verify: 'stage-untrue',
    models: '2 versions; models/clf/events/<id>.json moves version 2 from Staging, and it was in None',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json moves version 2 from Staging, and it was in None, so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json moves version 2 from Staging, and it was in None, so that the stages and aliases of the model cannot be told',
  },
  'the run to be registered, with another file in its manifest': {
    verify: 'record-edited, manifest-untrue',
    register:
      'E_LEDGER_RECORD_INVALID: The record NEXT.json has a manifest of model-3.bin whose digest is not that of its files',
  },
  'the run behind Production made to fail': {
    verify: 'record-edited, version-of-unfit-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json is of the run FIRST.json, which has status FAILED',
    gate: 'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json is of the run FIRST.json, which has status FAILED',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json is of the run FIRST.json, which has status FAILED',
  },
  'the run behind Production removed': {
    verify: 'record-removed, version-without-run',
    runs: '4 runs',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json is of the run FIRST.json, which is not there',
    gate: 'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json is of the run FIRST.json, which is not there',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/1.json is of the run FIRST.json, which is not there',
  },
  'Production given to a version of another run': {
    verify: 'version-not-of-run',
    models:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json has manifest sha256:<digest> at model-3.bin, which FIRST.json did not make',
    gate: 'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json has manifest sha256:<digest> at model-3.bin, which FIRST.json did not make',
    register:
      'E_LEDGER_RECORD_INVALID: The record models/clf/versions/3.json has manifest sha256:<digest> at model-3.bin, which FIRST.json did not make',
  },
  'a name that differs in case': { verify: 'model-name-clash' },
  'a name with a letter of another script': { verify: 'model-name, model-name-clash' },
  'a name of wide letters': { verify: 'model-name, model-name-clash' },
  'a name with a zero-width space': { verify: 'model-name, model-name-clash' },
  'a name that turns the text round': { verify: 'model-name' },
  'a name that is not NFC': { verify: 'model-name' },
  'a run whose id is still to come': { verify: 'time-in-future, valid', runs: '6 runs' },
  'a run that ends after it was recorded': { verify: 'time-in-future, valid', runs: '6 runs' },
  'a run of months ago': { verify: 'time-behind, valid', runs: '6 runs' },
  'a run that began long before its id was made': { verify: 'time-behind, valid', runs: '6 runs' },
  'a run that ends before it begins': { verify: 'time-backwards, valid', runs: '6 runs' },
  'an event of the future': { verify: 'time-in-future, valid' },
  'an event of a time that does not exist': {
    verify: 'stage-untrue',
    models: '2 versions; models/clf/events/<id>.json has a time that does not exist (2026-99-99T99:99:99Z)',
    gate: 'E_MODEL_DAMAGED: The record models/clf/events/<id>.json has a time that does not exist (2026-99-99T99:99:99Z), so that the stages and aliases of the model cannot be told',
    register:
      'E_MODEL_DAMAGED: The record models/clf/events/<id>.json has a time that does not exist (2026-99-99T99:99:99Z), so that the stages and aliases of the model cannot be told',
  },
  'an event before the one it follows': { verify: 'time-backwards, valid' },
  'an event whose id is of months ago': { verify: 'time-behind, valid' },
  'a version registered months ago': { verify: 'time-behind, valid', models: '3 versions' },
  'a commit before the one it builds on': { verify: 'time-backwards, valid', runs: '6 runs' },
  'a commit of the future': { verify: 'time-in-future, valid', runs: '6 runs' },
  'look-ups that hide a run': { verify: 'index-wrong' },
  'look-ups that hide the versions of a model': { verify: 'index-wrong' },
  'what look-ups say of a model, damaged': { verify: 'index-wrong' },
  'look-ups that invent a fact': { verify: 'index-wrong' },
  'look-ups that hide a run without data': { verify: 'index-wrong' },
  'look-ups that invent what a run wrote': { verify: 'index-wrong' },
  'look-ups that hid a run until they were made anew': { verify: 'index-wrong' },
  'look-ups that hid a run until they were removed': { verify: 'index-wrong' },
  'look-ups of a folder that never was': { verify: 'index-wrong' },
  'look-ups of which a part is missing': { verify: 'index-wrong' },
  'look-ups of which a part is damaged': { verify: 'index-wrong' },
  'a segment of a number that is none': { verify: 'index-wrong' },
  'something else in index/': { verify: 'index-wrong' },
  'a copy of a day with another run in it': { verify: 'index-wrong' },
  'a copy of a month with a run that is not there': { verify: 'index-wrong' },
  'a link among the look-ups': { verify: 'not-plain-file, index-wrong' },
  'an event that cannot apply, disowned by the one that follows it': { verify: 'record-disowned, valid' },
  'an event that follows the same one as another, disowned by that one': { verify: 'record-disowned, valid' },
};
