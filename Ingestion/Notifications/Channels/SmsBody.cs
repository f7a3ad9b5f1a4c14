using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>The body for a gateway of text messages: a template in which <c>{to}</c>, <c>{text}</c> and <c>{key}</c> stand for the number, the text and the notification's key.</summary>
static partial class SmsBody
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";
    public const string UsualJson = """{"to":"{to}","text":"{text}","key":"{key}"}""";
    public const string UsualForm = "to={to}&text={text}&key={key}";

    /// <summary>In one pass, so that a text that has a placeholder in it stays what it is.</summary>
    /// <param name="type"><see cref="Json"/>, with placeholders inside quotes, or <see cref="Form"/>.</param>
    public static string Fill(string template, string type, string to, string text, string key) => Placeholder().Replace(template, match => Encode(type, match.Value switch
    {
        "{to}" => to,
        "{text}" => text,
        _ => key,
    }));

    /// <summary>What is wrong with a template, or null.</summary>
    public static string? MistakeOf(string template, string type)
    {
        if (!template.Contains("{to}", StringComparison.Ordinal) || !template.Contains("{text}", StringComparison.Ordinal))
        {
            return "has to hold {to} and {text}, the number and the text";
        }

        return type == Json && !IsJson(Fill(template, type, "+38640123456", "a \"text\"", "key")) ? "is no JSON; placeholders stand inside quotes: {\"to\":\"{to}\",\"text\":\"{text}\"}" : null;
    }

    static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static string Encode(string type, string value) => type == Form ? Uri.EscapeDataString(value) : JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);

    [GeneratedRegex("{(to|text|key)}")]
    private static partial Regex Placeholder();
}
