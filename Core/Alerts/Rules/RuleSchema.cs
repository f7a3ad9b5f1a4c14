namespace CityOps.Core.Alerts;

/// <summary>
/// The JSON schema (2020-12) of what <see cref="RuleJson"/> takes. What compares two members is left to the reader: that <c>clear</c> is not on
/// the wrong side of <c>raise</c>, <c>low</c> not above <c>high</c>, that levels go from the mildest to the worst.
/// </summary>
public static class RuleSchema
{
    public const string Json = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "/api/v1/rules/schema",
          "title": "Alert rule",
          "type": "object",
          "required": ["name", "quantity", "condition"],
          "anyOf": [{ "required": ["severity"] }, { "required": ["levels"] }],
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
              "anyOf": [
                { "$ref": "#/$defs/threshold" }, { "$ref": "#/$defs/thresholdOfLevels" }, { "$ref": "#/$defs/range" }, { "$ref": "#/$defs/absent" },
                { "$ref": "#/$defs/stuck" }, { "$ref": "#/$defs/group" }
              ]
            },
            "levels": {
              "type": ["array", "null"], "maxItems": 4, "description": "Instead of raise, clear and severity: steps from the mildest to the worst.",
              "items": {
                "type": "object", "required": ["severity", "raise"], "additionalProperties": false,
                "properties": { "severity": { "$ref": "#/$defs/severity" }, "raise": { "type": "number" }, "clear": { "type": ["number", "null"] } }
              }
            },
            "atLeastOf": { "$ref": "#/$defs/atLeastOf" },
            "limitFrom": { "$ref": "#/$defs/limitFrom" },
            "when": {
              "type": ["object", "null"], "additionalProperties": false, "description": "When the rule judges, in civil time of the city.",
              "properties": {
                "hours": {
                  "type": "array", "maxItems": 24,
                  "items": { "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" }
                },
                "days": { "type": "array", "maxItems": 7, "items": { "enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] } },
                "months": { "type": "array", "maxItems": 12, "items": { "enum": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] } },
                "holidays": { "enum": ["any", "only", "never", null], "description": "Public holidays in Slovenia." }
              }
            },
            "raiseAfter": { "$ref": "#/$defs/duration", "description": "On-delay, default 00:00:00." },
            "clearAfter": { "$ref": "#/$defs/duration", "description": "Off-delay, default 00:00:00." },
            "severity": { "$ref": "#/$defs/severity" },
            "procedure": {
              "type": ["object", "null"],
              "required": ["en", "sl"],
              "additionalProperties": false,
              "properties": { "en": { "$ref": "#/$defs/text" }, "sl": { "$ref": "#/$defs/text" } },
              "description": "What the operator is to do."
            },
            "latch": { "type": "boolean", "description": "A cleared alert stays in the list until it is acknowledged; default false." },
            "enabled": { "type": "boolean", "description": "Default true." },
            "source": {
              "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/line", "maxLength": 500 }],
              "description": "Where the limit comes from."
            }
          },
          "$defs": {
            "severity": { "enum": ["critical", "major", "minor", "warning"] },
            "threshold": {
              "type": "object", "required": ["kind", "raise"], "additionalProperties": false,
              "description": "above is met when the value is greater than raise and clears when it is not greater than clear; below mirrors it.",
              "properties": {
                "kind": { "enum": ["above", "below"] },
                "raise": { "type": "number", "description": "In the quantity's canonical unit." },
                "clear": { "type": ["number", "null"], "description": "Default raise. For above not greater, for below not less than raise." },
                "of": { "$ref": "#/$defs/of" }, "over": { "$ref": "#/$defs/duration" }, "tumbling": { "type": "boolean" }, "capture": { "$ref": "#/$defs/capture" },
                "other": { "$ref": "#/$defs/other" }, "radiusMetres": { "$ref": "#/$defs/radiusMetres" }, "weeks": { "$ref": "#/$defs/weeks" }, "atLeastOf": { "$ref": "#/$defs/atLeastOf" }
              }
            },
            "thresholdOfLevels": {
              "type": "object", "required": ["kind"], "additionalProperties": false, "description": "Its limits are in levels or limitFrom.",
              "properties": {
                "kind": { "enum": ["above", "below"] },
                "of": { "$ref": "#/$defs/of" }, "over": { "$ref": "#/$defs/duration" }, "tumbling": { "type": "boolean" }, "capture": { "$ref": "#/$defs/capture" },
                "other": { "$ref": "#/$defs/other" }, "radiusMetres": { "$ref": "#/$defs/radiusMetres" }, "weeks": { "$ref": "#/$defs/weeks" }, "atLeastOf": { "$ref": "#/$defs/atLeastOf" },
                "limitFrom": { "$ref": "#/$defs/limitFrom" },
                "deadband": { "type": ["number", "null"], "description": "With an attribute of the station: how much further back it clears, default 0." }
              }
            },
            "range": {
              "type": "object", "required": ["kind", "low", "high"], "additionalProperties": false,
              "description": "outside is met beyond low or high, inside from low to high; both clear a deadband further.",
              "properties": {
                "kind": { "enum": ["outside", "inside"] },
                "low": { "type": "number" }, "high": { "type": "number" }, "deadband": { "type": ["number", "null"] },
                "of": { "$ref": "#/$defs/of" }, "over": { "$ref": "#/$defs/duration" }, "tumbling": { "type": "boolean" }, "capture": { "$ref": "#/$defs/capture" },
                "other": { "$ref": "#/$defs/other" }, "radiusMetres": { "$ref": "#/$defs/radiusMetres" }, "weeks": { "$ref": "#/$defs/weeks" }, "atLeastOf": { "$ref": "#/$defs/atLeastOf" }
              }
            },
            "absent": {
              "type": "object", "required": ["kind"], "additionalProperties": false,
              "properties": {
                "kind": { "enum": ["absent"] },
                "after": { "$ref": "#/$defs/duration", "description": "Default: 1.5 times the interval of the series and 10 s." }
              }
            },
            "stuck": {
              "type": "object", "required": ["kind", "for"], "additionalProperties": false,
              "properties": {
                "kind": { "enum": ["stuck"] }, "for": { "$ref": "#/$defs/duration" },
                "tolerance": { "type": ["number", "null"], "description": "From the lowest to the highest value, default 0." }
              }
            },
            "group": {
              "type": "object", "required": ["kind", "scope", "conditions"], "additionalProperties": false,
              "description": "all: each condition is met by a series of the station or district; any: one of them; atLeast: n series meet one of them.",
              "properties": {
                "kind": { "enum": ["all", "any", "atLeast"] }, "n": { "type": "number" }, "scope": { "enum": ["station", "district"] },
                "conditions": { "type": "array", "maxItems": 10, "items": { "$ref": "#/$defs/member" } }
              }
            },
            "member": {
              "type": "object", "required": ["kind"], "additionalProperties": false,
              "properties": {
                "quantity": { "type": ["string", "null"], "description": "Default: that of the rule." },
                "kind": { "enum": ["above", "below", "outside", "inside"] },
                "raise": { "type": "number" }, "clear": { "type": ["number", "null"] }, "low": { "type": "number" }, "high": { "type": "number" },
                "deadband": { "type": ["number", "null"] }, "of": { "$ref": "#/$defs/of" }, "over": { "$ref": "#/$defs/duration" },
                "tumbling": { "type": "boolean" }, "capture": { "$ref": "#/$defs/capture" }, "other": { "$ref": "#/$defs/other" },
                "radiusMetres": { "$ref": "#/$defs/radiusMetres" }, "weeks": { "$ref": "#/$defs/weeks" }, "atLeastOf": { "$ref": "#/$defs/atLeastOf" }, "limitFrom": { "$ref": "#/$defs/limitFrom" }
              }
            },
            "of": {
              "type": ["string", "null"], "pattern": "^(value|mean|min|max|sum|count|rate|difference|neighbours|baseline|p[5-9][0-9])$",
              "description": "What is compared, default value: of the window over; rate is the change per hour in it; difference is from the series other, neighbours from the median within radiusMetres, baseline from the same hour in the weeks before."
            },
            "capture": { "type": ["number", "null"], "description": "The least share of the readings, 0 to 1. With mean over whole hours: averages of air quality law." },
            "other": { "type": ["string", "null"], "description": "A quantity of the same device, or a series." },
            "radiusMetres": { "type": ["number", "null"] },
            "weeks": { "enum": [null, 1, 2, 3, 4, 5, 6, 7, 8], "description": "Default 4." },
            "atLeastOf": {
              "type": ["object", "null"], "required": ["n", "m"], "additionalProperties": false, "description": "n of the last m readings, m at most 20.",
              "properties": { "n": { "type": "number" }, "m": { "type": "number" } }
            },
            "limitFrom": {
              "type": ["string", "null"], "pattern": "^(law:[a-z0-9.]+|[A-Za-z][A-Za-z0-9_]{0,31})$",
              "description": "A limit of air quality law, dated, such as law:no2.hour.alert, or an attribute of the station, such as warningLevel."
            },
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
