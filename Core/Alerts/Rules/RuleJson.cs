using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CityOps.Core.Alerts;

/// <summary>
/// Alert rules as JSON, in and out: the one grammar of the HTTP API, the stored rule texts and the starter set. Strict: a member
/// that is unknown, missing, doubled or of the wrong type is refused by a sentence that begins with its name.
/// </summary>
public static class RuleJson
{
    const int MaxDepth = 8;

    /// <summary>Slovenian letters stay readable; what HTML could take for markup is escaped.</summary>
    static readonly JavaScriptEncoder Readable = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Reads a rule as people write it. <c>Id</c> is empty and <c>Version</c> 0: the caller gives both.</summary>
    /// <param name="error">When false: what is wrong, beginning with the member's name.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out AlertRule? rule, [NotNullWhen(false)] out string? error) =>
        TryRead(utf8, stored: false, out rule, out error);

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out AlertRule, out string)"/>
    public static bool TryRead(string json, [NotNullWhen(true)] out AlertRule? rule, [NotNullWhen(false)] out string? error) =>
        TryRead(Encoding.UTF8.GetBytes(json), stored: false, out rule, out error);

    /// <summary>Reads a rule with its <c>id</c> and <c>version</c>, as <see cref="Write"/> wrote it.</summary>
    public static bool TryReadStored(string json, [NotNullWhen(true)] out AlertRule? rule, [NotNullWhen(false)] out string? error) =>
        TryRead(Encoding.UTF8.GetBytes(json), stored: true, out rule, out error);

    /// <summary>The rule with all its members, those that are null too, in a fixed order.</summary>
    /// <param name="withIdAndVersion">With <c>id</c> and <c>version</c> before the others.</param>
    public static string Write(AlertRule rule, bool withIdAndVersion) => WriteText(writer => WriteTo(writer, rule, withIdAndVersion));

    /// <summary>The same over several lines, for people to read and change.</summary>
    public static string WriteLines(AlertRule rule, bool withIdAndVersion) => WriteText(writer => WriteTo(writer, rule, withIdAndVersion), lines: true);

    /// <summary>What a rule asks, as an object of its own: <c>condition</c> and what stands beside it.</summary>
    public static string Write(Condition condition) => WriteText(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("condition");
        ConditionWriter.Write(writer, condition);
        writer.WriteEndObject();
        ConditionWriter.WriteBeside(writer, condition);
        writer.WriteEndObject();
    });

    /// <summary>Reads what <see cref="Write(Condition)"/> wrote; null where it cannot be read.</summary>
    public static Condition? ReadCondition(string json)
    {
        using var document = JsonDocument.Parse(json);
        var members = new MemberReader(document.RootElement, "", "The condition");
        var condition = ConditionReader.Read(members, "value");
        return members.Error is null ? condition : null;
    }

    /// <summary>Writes the rule as one JSON object.</summary>
    public static void WriteTo(Utf8JsonWriter writer, AlertRule rule, bool withIdAndVersion)
    {
        writer.WriteStartObject();
        if (withIdAndVersion)
        {
            writer.WriteString("id", rule.Id);
            writer.WriteNumber("version", rule.Version);
        }

        writer.WriteString("name", rule.Name);
        writer.WriteString("quantity", rule.Quantity);
        writer.WriteString("domain", rule.Domain);
        WriteTexts(writer, "devices", rule.Devices);
        WriteTexts(writer, "stations", rule.Stations);
        WriteTexts(writer, "districts", rule.Districts);
        writer.WriteStartObject("condition");
        ConditionWriter.Write(writer, rule.Condition);
        writer.WriteEndObject();
        ConditionWriter.WriteBeside(writer, rule.Condition);
        writer.WriteString("raiseAfter", Durations.Format(rule.RaiseAfter));
        writer.WriteString("clearAfter", Durations.Format(rule.ClearAfter));
        writer.WriteString("severity", RuleWords.Severity(rule.Severity));
        ScheduleReader.Write(writer, rule.When);
        WriteProcedure(writer, rule.Procedure);
        writer.WriteBoolean("latch", rule.Latch);
        writer.WriteBoolean("enabled", rule.Enabled);
        writer.WriteString("source", rule.Source);
        writer.WriteEndObject();
    }

    internal static string WriteText(Action<Utf8JsonWriter> write, bool lines = false)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Readable, Indented = lines, NewLine = "\n" }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    static bool TryRead(
        ReadOnlySpan<byte> utf8, bool stored, [NotNullWhen(true)] out AlertRule? rule, [NotNullWhen(false)] out string? error)
    {
        rule = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            error = reader.Read() ? "The rule must be one JSON object and nothing after it." : null;
            if (error is null)
            {
                var members = new MemberReader(document.RootElement, "", "The rule");
                rule = RuleReader.Read(members, stored);
                error = members.Error;
            }
        }
        catch (JsonException e)
        {
            error = $"The rule is not JSON: {e.Message}";
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to a lone surrogate or broken UTF-8, found only when a text is taken out.
            error = "The rule holds a text that is not valid Unicode.";
        }

        rule = error is null ? rule : null;
        return error is null && rule is not null;
    }

    static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    static void WriteProcedure(Utf8JsonWriter writer, LocalText? procedure)
    {
        if (procedure is null)
        {
            writer.WriteNull("procedure");
            return;
        }

        writer.WriteStartObject("procedure");
        writer.WriteString("en", procedure.En);
        writer.WriteString("sl", procedure.Sl);
        writer.WriteEndObject();
    }
}
