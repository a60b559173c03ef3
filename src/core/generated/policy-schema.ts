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
        "type": "object",
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
      "description": "Rules for the value of a tag, by its key."
    }
  },
  "required": [
    "version"
  ]
} as const;
