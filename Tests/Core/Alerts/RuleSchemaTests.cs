using System.Text.Json;
using System.Text.RegularExpressions;
using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

/// <summary>The schema and the reader agree about every rule text of these tests.</summary>
public sealed class RuleSchemaTests
{
    static readonly JsonElement Schema = JsonDocument.Parse(RuleSchema.Json).RootElement;

    [Theory]
    [MemberData(nameof(RuleTexts.Good), MemberType = typeof(RuleTexts))]
    public void WhatTheReaderTakes_TheSchemaTakes(string change) =>
        Assert.True(Allows(Schema, JsonDocument.Parse(RuleTexts.With(change)).RootElement));

    [Theory]
    [MemberData(nameof(RuleTexts.Bad), MemberType = typeof(RuleTexts))]
    public void WhatTheReaderRefuses_TheSchemaRefuses(string change, string sentence) =>
        Assert.False(Allows(Schema, JsonDocument.Parse(RuleTexts.With(change)).RootElement), sentence);

    [Fact]
    public void AWrittenRule_FitsTheSchema()
    {
        Assert.True(RuleJson.TryRead(RuleTexts.With("procedure={\"en\":\"Do.\",\"sl\":\"Naredi.\"}"), out var rule, out _));
        Assert.True(Allows(Schema, JsonDocument.Parse(RuleJson.Write(rule, withIdAndVersion: false)).RootElement));
    }

    [Fact]
    public void TheSchema_IsOfTheDraftItSays() =>
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema.GetProperty("$schema").GetString());

    /// <summary>As much of JSON Schema as the rule schema uses; a keyword it does not know fails the test.</summary>
    static bool Allows(JsonElement schema, JsonElement value) => schema.EnumerateObject().All(keyword => keyword.Name switch
    {
        "$schema" or "$id" or "$defs" or "title" or "description" => true,
        "$ref" => Allows(Schema.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), value),
        "anyOf" => keyword.Value.EnumerateArray().Any(s => Allows(s, value)),
        "type" when keyword.Value.ValueKind == JsonValueKind.Array => keyword.Value.EnumerateArray().Any(t => IsType(t.GetString()!, value)),
        "type" => IsType(keyword.Value.GetString()!, value),
        "enum" => keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)),
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(m => value.TryGetProperty(m.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object
            || keyword.Value.EnumerateObject().All(p => !value.TryGetProperty(p.Name, out var member) || Allows(p.Value, member)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(m => schema.GetProperty("properties").TryGetProperty(m.Name, out _)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Allows(keyword.Value, item)),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
        _ => throw new InvalidOperationException($"keyword {keyword.Name}"),
    });

    static bool IsType(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new InvalidOperationException($"type {type}"),
    };
}
