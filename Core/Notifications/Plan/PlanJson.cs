using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>
/// The plan of notifications as JSON, in and out: the one grammar of the HTTP API, the page and the database. Strict: a member that is unknown, missing or of the
/// wrong type, and a name that leads nowhere, is refused by a sentence that begins with its path.
/// </summary>
public static class PlanJson
{
    const int MaxDepth = 8;

    /// <param name="error">When false: what is wrong.</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out NotificationPlan? plan, [NotNullWhen(false)] out string? error) => TryOpen(json, "The plan", PlanReader.Read, out plan, out error);

    /// <param name="subject">What the text is, at the begin of a sentence.</param>
    internal static bool TryOpen<T>(string json, string subject, Func<MemberReader, T> read, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? error)
        where T : class
    {
        value = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var members = new MemberReader(document.RootElement, "", subject);
            value = read(members);
            error = members.Error;
        }
        catch (JsonException e)
        {
            error = $"{subject} is not JSON: {e.Message}";
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to a lone surrogate, found only when a text is taken out.
            error = $"{subject} holds a text that is not valid Unicode.";
        }

        value = error is null ? value : null;
        return error is null && value is not null;
    }

    /// <summary>With all members, in a fixed order.</summary>
    public static string Write(NotificationPlan plan) => RuleJson.WriteText(writer => PlanWriter.Write(writer, plan));

    /// <summary>The same over several lines, for people to read and change.</summary>
    public static string WriteLines(NotificationPlan plan) => RuleJson.WriteText(writer => PlanWriter.Write(writer, plan), lines: true);

    /// <summary>One of its contacts alone.</summary>
    public static string Write(Contact contact) => RuleJson.WriteText(writer =>
    {
        writer.WriteStartObject();
        PlanWriter.WriteContact(writer, contact);
        writer.WriteEndObject();
    });

    /// <summary>Bytes of the largest plan that is taken.</summary>
    public const int MaxBytes = 1 << 20;
}
