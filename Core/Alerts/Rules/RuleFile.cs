using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace CityOps.Core.Alerts;

/// <summary>Rules as one file: a JSON array of rules in the grammar of <see cref="RuleJson"/>, with or without id and version.</summary>
public static class RuleFile
{
    public const int MaxBytes = 1 << 20;
    public const int MaxRules = 1_000;
    const int MaxDepth = 16;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Over several lines, each rule with its id and version; read back it is the same.</summary>
    public static string Write(IEnumerable<AlertRule> rules) => RuleJson.WriteText(
        writer =>
        {
            writer.WriteStartArray();
            foreach (var rule in rules)
            {
                RuleJson.WriteTo(writer, rule, withIdAndVersion: true);
            }

            writer.WriteEndArray();
        },
        lines: true) + "\n";

    /// <summary>One bad rule does not spoil the others: it stands among them with what is wrong.</summary>
    /// <param name="error">When false: why this is no file of rules.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out IReadOnlyList<RuleInFile>? rules, [NotNullWhen(false)] out string? error)
    {
        (rules, error) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(Strict.GetString(utf8).TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = document.RootElement;
            error = root.ValueKind != JsonValueKind.Array ? "The file must be a JSON array of rules."
                : root.GetArrayLength() > MaxRules ? $"The file must hold at most {MaxRules} rules." : null;
            rules = error is null ? [.. root.EnumerateArray().Select((element, i) => Read(element, i + 1))] : null;
        }
        catch (JsonException e)
        {
            error = $"The file is not JSON: {e.Message}";
        }
        catch (DecoderFallbackException)
        {
            error = "The file is not UTF-8 text.";
        }

        return rules is not null;
    }

    static RuleInFile Read(JsonElement element, int number)
    {
        var isObject = element.ValueKind == JsonValueKind.Object;
        var isStored = isObject && (element.TryGetProperty("id", out _) || element.TryGetProperty("version", out _));
        var text = element.GetRawText();
        var isRule = isStored ? RuleJson.TryReadStored(text, out var rule, out var error) : RuleJson.TryRead(text, out rule, out error);
        return new RuleInFile(number, rule?.Name ?? NameOf(element), isRule ? rule : null, error);
    }

    static string? NameOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate; the reader's sentence says so.
            return null;
        }
    }
}

/// <summary>One rule of a file.</summary>
/// <param name="Number">From 1, in the file.</param>
/// <param name="Name">Null where none can be read.</param>
/// <param name="Rule">Without an id in the file its id is empty; null where it is wrong.</param>
/// <param name="Error">What is wrong, beginning with the member's name.</param>
public sealed record RuleInFile(int Number, string? Name, AlertRule? Rule, string? Error);
