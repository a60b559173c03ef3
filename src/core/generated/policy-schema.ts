// Generated from schemas/ by `npm run generate`. Do not edit.

export const policySchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "policy.v1.schema.json",
  "title": "PolicyFile",
  "description": "Rules in .github/lineage.yml.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "version": {
      "const": 1
    },
    "required_tags": {
      "type": "array",
      "maxItems": 100,
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 250,
        "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
      },
      "description": "Lineage tags without which nothing is registered."
    },
    "tags": {
      "type": "object",
      "maxProperties": 200,
      "propertyNames": {
        "type": "string",
        "minLength": 1,
        "maxLength": 250,
        "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/tagRule"
      },
      "description": "Rules for the value of a tag, by its key."
    },
    "metrics": {
      "type": "object",
      "maxProperties": 200,
      "propertyNames": {
        "type": "string",
        "minLength": 1,
        "maxLength": 250,
        "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/metricRule"
      },
      "description": "Rules for metrics, by their key."
    },
    "noise": {
      "$ref": "#/$defs/noise"
    },
    "code": {
      "$ref": "#/$defs/codeRules"
    },
    "run": {
      "$ref": "#/$defs/runRules"
    },
    "trust": {
      "type": "array",
      "title": "TrustedRuns",
      "minItems": 1,
      "maxItems": 2,
      "uniqueItems": true,
      "items": {
        "type": "string",
        "enum": [
          "trusted",
          "claimed"
        ]
      },
      "contains": {
        "const": "trusted"
      },
      "description": "Trust of the runs that `register` takes (`context.trust`). `claimed`: what an MLflow client has logged to `lineage-gate serve`, or a commit that nobody vouched for. Default: [trusted]."
    },
    "datasets": {
      "$ref": "#/$defs/datasetRules"
    },
    "ledger": {
      "$ref": "#/$defs/ledgerSettings"
    },
    "record": {
      "type": "string",
      "minLength": 1,
      "maxLength": 500,
      "description": "Path of a JSON Schema of your own that every run record must fit, from the root of the repository."
    },
    "stages": {
      "$ref": "#/$defs/stages"
    },
    "registry_workflows": {
      "type": "array",
      "maxItems": 100,
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 300,
        "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
      },
      "description": "Workflow files whose runs may decide about stages. Default: any on the default branch."
    },
    "model_card": {
      "$ref": "#/$defs/modelCard"
    },
    "applies_to": {
      "type": "array",
      "maxItems": 200,
      "items": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "description": "Globs of the paths that a pull request must change for the gate to judge it; the last that matches a path wins, `!` takes out."
    },
    "models": {
      "type": "object",
      "maxProperties": 100,
      "propertyNames": {
        "type": "string",
        "minLength": 1,
        "maxLength": 250,
        "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/modelRules"
      },
      "description": "Other rules for some models, by a glob of their names; all that match apply, in this order."
    },
    "waivers": {
      "type": "array",
      "maxItems": 200,
      "items": {
        "$ref": "#/$defs/waiver"
      },
      "description": "Findings that are let pass until a day, with a reason."
    },
    "recall": {
      "$ref": "#/$defs/recallRules"
    }
  },
  "required": [
    "version"
  ],
  "$defs": {
    "tagRule": {
      "title": "TagRule",
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "properties": {
        "pattern": {
          "type": "string",
          "maxLength": 1000,
          "minLength": 1,
          "description": "Regular expression (ECMAScript, unicode) that the tag's value must match."
        }
      },
      "required": []
    },
    "metricRule": {
      "title": "MetricRuleFile",
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "properties": {
        "required": {
          "type": "boolean",
          "description": "Whether a run without this metric fails. Default: true."
        },
        "higher_is_better": {
          "type": "boolean",
          "description": "Which way is better. Default: what the limits say."
        },
        "min": {
          "type": "number",
          "description": "Least value."
        },
        "max": {
          "type": "number",
          "description": "Greatest value."
        },
        "max_drop": {
          "type": [
            "number",
            "string"
          ],
          "minimum": 0,
          "maxLength": 20,
          "pattern": "^\\d+(\\.\\d+)?%$",
          "description": "How far it may fall below the baseline: a number, or a percentage of the baseline's value (`2%`)."
        },
        "max_increase": {
          "type": [
            "number",
            "string"
          ],
          "minimum": 0,
          "maxLength": 20,
          "pattern": "^\\d+(\\.\\d+)?%$",
          "description": "How far it may rise above the baseline: a number, or a percentage of the baseline's value (`2%`)."
        },
        "baseline": {
          "type": "string",
          "enum": [
            "Production",
            "main",
            "none"
          ],
          "description": "What it is compared with: the model in Production, the branch that a pull request goes into, or nothing. Default: whichever the gate found."
        },
        "severity": {
          "type": "string",
          "enum": [
            "error",
            "warning"
          ],
          "description": "Whether a complaint fails the verdict. Default: error."
        }
      },
      "required": []
    },
    "noise": {
      "title": "Noise",
      "type": "object",
      "maxProperties": 200,
      "propertyNames": {
        "type": "string",
        "minLength": 1,
        "maxLength": 250,
        "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
      },
      "additionalProperties": {
        "type": [
          "number",
          "null"
        ],
        "exclusiveMinimum": 0
      },
      "description": "Standard deviation of a metric's value from one run to the next that differs in its seed only, by the metric's key."
    },
    "codeRules": {
      "title": "CodeRules",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "allow_dirty": {
          "type": "boolean",
          "description": "Whether the work tree may differ from the commit. Default: true."
        }
      },
      "required": []
    },
    "runRules": {
      "title": "RunRules",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "complete": {
          "type": "string",
          "enum": [
            "error",
            "warning",
            "off"
          ],
          "description": "What an incomplete run is: one of whose inputs or outputs some could not be collected. Default: error."
        },
        "fresh": {
          "enum": [
            "known",
            true,
            false
          ],
          "description": "Whether outputs must be written by the run itself: `known` (default) takes reused ones of which a run is known that made them, `true` takes none, `false` takes any."
        },
        "inputs_changed": {
          "type": "string",
          "enum": [
            "error",
            "warning",
            "off"
          ],
          "description": "What a run is whose params or data changed while it went on. Default: warning."
        },
        "recorded": {
          "type": "string",
          "enum": [
            "error",
            "warning",
            "off"
          ],
          "description": "What it is at the gate that the base branch has a run of a training of the workflow and the commit none, where no job is known to have lost it. Default: warning."
        }
      },
      "required": []
    },
    "ledgerSettings": {
      "title": "LedgerSettings",
      "description": "How the ledger is written and read.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "parking": {
          "type": "boolean",
          "description": "Whether a run that lost a race may wait on a ref of its own, which no ruleset covers. Default: true."
        }
      },
      "required": []
    },
    "datasetRules": {
      "title": "DatasetRules",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "immutable": {
          "type": "string",
          "enum": [
            "error",
            "warning",
            "off"
          ],
          "description": "What it is when a dataset has another content than runs of the base branch or registered versions had under the same name and version. Default: error."
        }
      },
      "required": []
    },
    "stages": {
      "title": "StageRules",
      "type": "object",
      "propertyNames": {
        "enum": [
          "None",
          "Staging",
          "Production",
          "Archived"
        ]
      },
      "additionalProperties": {
        "$ref": "#/$defs/stageRule"
      },
      "description": "What it takes to move a model version to a stage."
    },
    "stageRule": {
      "title": "StageRule",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "from": {
          "type": "array",
          "maxItems": 4,
          "uniqueItems": true,
          "items": {
            "type": "string",
            "enum": [
              "None",
              "Staging",
              "Production",
              "Archived"
            ]
          },
          "description": "Stages that a version may come from."
        },
        "approvals": {
          "type": "integer",
          "minimum": 0,
          "maximum": 10,
          "description": "How many people must approve."
        },
        "approver_not_requester": {
          "type": "boolean",
          "description": "Whether who asks may not approve. Default: true."
        },
        "approvers": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Accounts that may approve: logins, `@org/team`, `role:maintain` or `role:admin`. Default: `allowed_actors`; without both, everybody who may write in the repository."
        },
        "expires_after": {
          "type": "string",
          "pattern": "^[1-9]\\d{0,3}[hd]$",
          "description": "How long a request can be approved, in hours or days: `12h`, `7d`. Default: 7 days."
        },
        "environment": {
          "type": "string",
          "minLength": 1,
          "maxLength": 250,
          "pattern": "^[^\\u0000-\\u001f\\u007f]+$",
          "description": "Environment of GitHub whose reviewers' answers count as approvals."
        },
        "override": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Accounts that may promote without the approvals, with `override: true` and a reason."
        },
        "rollback": {
          "title": "RollbackRule",
          "type": "object",
          "additionalProperties": false,
          "description": "What is other where a version comes back that the stage held before.",
          "properties": {
            "approvals": {
              "type": "integer",
              "minimum": 0,
              "maximum": 10,
              "description": "How many people must approve a rollback. With 0 who asks must be somebody who may approve."
            }
          },
          "required": []
        },
        "allowed_actors": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Accounts that may ask, and approve where `approvers` names nobody: logins, `@org/team`, `role:maintain` or `role:admin`."
        },
        "allowed_refs": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Branches or full refs that a promotion may be started from. Default: the default branch."
        },
        "required_tags": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Tags that a version needs for this stage."
        }
      },
      "required": []
    },
    "modelCard": {
      "title": "ModelCardRules",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "required_sections": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Sections that a model card must have."
        }
      },
      "required": []
    },
    "modelRules": {
      "title": "ModelRules",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "required_tags": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Replaces the list above."
        },
        "tags": {
          "type": "object",
          "maxProperties": 200,
          "propertyNames": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "additionalProperties": {
            "$ref": "#/$defs/tagRule"
          },
          "description": "Rules for the value of a tag, by its key."
        },
        "metrics": {
          "type": "object",
          "maxProperties": 200,
          "propertyNames": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "additionalProperties": {
            "$ref": "#/$defs/metricRule"
          },
          "description": "Rules for metrics, by their key."
        },
        "noise": {
          "$ref": "#/$defs/noise"
        },
        "code": {
          "$ref": "#/$defs/codeRules"
        },
        "run": {
          "$ref": "#/$defs/runRules"
        },
        "datasets": {
          "$ref": "#/$defs/datasetRules"
        },
        "stages": {
          "$ref": "#/$defs/stages"
        },
        "model_card": {
          "$ref": "#/$defs/modelCard"
        }
      },
      "required": []
    },
    "waiver": {
      "title": "Waiver",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "rule": {
          "type": "string",
          "minLength": 1,
          "maxLength": 300,
          "description": "Id of the finding, or a glob of ids: `metrics.val_auc.min`, `metrics.*`."
        },
        "model": {
          "type": "string",
          "minLength": 1,
          "maxLength": 250,
          "pattern": "^[^\\u0000-\\u001f\\u007f]+$",
          "description": "Name of the model (or experiment), or a glob of names. Default: all."
        },
        "reason": {
          "type": "string",
          "minLength": 1,
          "maxLength": 1000,
          "pattern": "\\S",
          "description": "Why it may pass."
        },
        "by": {
          "type": "string",
          "minLength": 1,
          "maxLength": 250,
          "pattern": "\\S",
          "description": "Who answers for it."
        },
        "expires": {
          "type": "string",
          "pattern": "^\\d{4}-\\d{2}-\\d{2}$",
          "description": "Last day on which it counts, UTC."
        },
        "recall": {
          "type": "string",
          "pattern": "^[0-9a-f]{32}$",
          "description": "Of the rule `recalled`: id of the recall, which it has to name."
        },
        "version": {
          "type": "integer",
          "minimum": 1,
          "description": "Of the rule `recalled`: the model version that may pass; left out, the run of any."
        }
      },
      "required": [
        "rule",
        "reason",
        "by",
        "expires"
      ]
    },
    "recallRules": {
      "title": "RecallRules",
      "type": "object",
      "additionalProperties": false,
      "description": "Who recalls, who clears, and what a recall does beside what it refuses.",
      "properties": {
        "allowed_actors": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 250,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Accounts that may recall: logins, `@org/team`, `role:maintain` or `role:admin`. Default: everybody who may write in the repository."
        },
        "clear": {
          "title": "ClearRules",
          "type": "object",
          "additionalProperties": false,
          "description": "Who lifts a recall.",
          "properties": {
            "approvals": {
              "type": "integer",
              "minimum": 0,
              "maximum": 10,
              "description": "How many people must approve. Default: 1."
            },
            "approver_not_requester": {
              "type": "boolean",
              "description": "Whether who asks may not approve. Default: true."
            },
            "approvers": {
              "type": "array",
              "maxItems": 100,
              "items": {
                "type": "string",
                "minLength": 1,
                "maxLength": 250,
                "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
              },
              "description": "Accounts that may approve. Default: those of the strictest stage."
            }
          },
          "required": []
        },
        "workflows": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 300,
            "pattern": "^[^\\u0000-\\u001f\\u007f]+$"
          },
          "description": "Workflow files that may recall without a person, on `schedule` and `repository_dispatch`; they never clear. Default: none."
        },
        "track": {
          "type": "string",
          "enum": [
            "warn",
            "refuse"
          ],
          "description": "What `track` does at its begin where a dataset, commit or package that it is to use is recalled. Default: warn."
        },
        "fetch": {
          "type": "string",
          "enum": [
            "warn",
            "refuse"
          ],
          "description": "What `fetch` does with a version that descends from what is recalled; `refuse` refuses stages and aliases, never a version's number. Default: warn."
        },
        "issue": {
          "type": "boolean",
          "description": "Whether each recall has an issue. Default: true."
        }
      },
      "required": []
    }
  }
} as const;
