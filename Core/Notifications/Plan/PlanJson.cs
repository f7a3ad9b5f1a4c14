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
    public static bool TryRead(string json, [NotNullWhen(true)] out NotificationPlan? plan, [NotNullWhen(false)] out string? error)
    {
        plan = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var members = new MemberReader(document.RootElement, "", "The plan");
            plan = PlanReader.Read(members);
            error = members.Error;
        }
        catch (JsonException e)
        {
            error = $"The plan is not JSON: {e.Message}";
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to a lone surrogate, found only when a text is taken out.
            error = "The plan holds a text that is not valid Unicode.";
        }

        plan = error is null ? plan : null;
        return error is null && plan is not null;
    }

    /// <summary>With all members, in a fixed order.</summary>
    public static string Write(NotificationPlan plan) => RuleJson.WriteText(writer => PlanWriter.Write(writer, plan));

    /// <summary>The same over several lines, for people to read and change.</summary>
    public static string WriteLines(NotificationPlan plan) => RuleJson.WriteText(writer => PlanWriter.Write(writer, plan), lines: true);

    /// <summary>Bytes of the largest plan that is taken.</summary>
    public const int MaxBytes = 1 << 20;
}
