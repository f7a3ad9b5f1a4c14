namespace CityOps.Core.Alerts;

/// <summary>
/// The JSON schema (2020-12) of what <see cref="RuleJson"/> takes. One thing a schema cannot say is left to the reader: that
/// <c>clear</c> is not on the wrong side of <c>raise</c>.
/// </summary>
public static class RuleSchema
{
    public const string Json = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "/api/v1/rules/schema",
          "title": "Alert rule",
          "type": "object",
          "required": ["name", "quantity", "condition", "severity"],
          "additionalProperties": false,
          "properties": {
            "name": { "$ref": "#/$defs/line", "maxLength": 100, "description": "What operators call it." },
            "quantity": {
              "type": "string", "pattern": "^(?!time$)(?!.*(_q|_bad)$)[A-Za-z][A-Za-z0-9_]{0,31}$",
              "description": "The quantity it watches, for example pm10."
            },
            "domain": {
              "enum": ["air", "traffic", "water", "power", "heat", "river", "waste", "lighting", null],
              "description": "Null or absent: every domain."
            },
            "devices": { "$ref": "#/$defs/idPatterns", "description": "Patterns of device ids; none: all. All scopes that are given must match." },
            "stations": { "$ref": "#/$defs/idPatterns", "description": "Patterns of station ids; none: all." },
            "districts": {
              "type": "array", "maxItems": 1000, "description": "Patterns of district names; none: all.",
              "items": { "type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" }
            },
            "condition": {
              "type": "object",
              "required": ["kind", "raise"],
              "additionalProperties": false,
              "properties": {
                "kind": {
                  "enum": ["above", "below"],
                  "description": "above is met when the value is greater than raise and clears when it is not greater than clear; below mirrors it."
                },
                "of": { "enum": ["value", null], "description": "What is compared." },
                "raise": { "type": "number", "description": "In the quantity's canonical unit." },
                "clear": { "type": ["number", "null"], "description": "Default raise. For above not greater, for below not less than raise." }
              }
            },
            "raiseAfter": { "$ref": "#/$defs/duration", "description": "On-delay, default 00:00:00." },
            "clearAfter": { "$ref": "#/$defs/duration", "description": "Off-delay, default 00:00:00." },
            "severity": { "enum": ["critical", "major", "minor", "warning"] },
            "procedure": {
              "type": ["object", "null"],
              "required": ["en", "sl"],
              "additionalProperties": false,
              "properties": { "en": { "$ref": "#/$defs/text" }, "sl": { "$ref": "#/$defs/text" } },
              "description": "What the operator is to do."
            },
            "enabled": { "type": "boolean", "description": "Default true." },
            "source": {
              "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/line", "maxLength": 500 }],
              "description": "Where the limit comes from."
            }
          },
          "$defs": {
            "line": { "type": "string", "minLength": 1, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*\\S[^\\u0000-\\u001f\\u007f-\\u009f]*$" },
            "text": {
              "type": "string", "maxLength": 2000,
              "pattern": "^[^\\u0000-\\u0009\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*\\S[^\\u0000-\\u0009\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$"
            },
            "idPatterns": {
              "type": "array", "maxItems": 1000,
              "items": { "type": "string", "pattern": "^[A-Za-z0-9._*-]{1,100}$", "description": "* stands for anything." }
            },
            "duration": {
              "type": "string", "pattern": "^([0-9]{1,5}\\.)?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$",
              "description": "[d.]hh:mm:ss; a day is 1.00:00:00."
            }
          }
        }
        """;
}
