using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>A person's choices as JSON, as strict as the plan: <c>language</c>, <c>channels</c> and <c>quiet</c>, all three and nothing else.</summary>
public static class OwnChoicesJson
{
    /// <param name="error">When false: what is wrong, a sentence that begins with the member's path.</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out OwnChoices? choices, [NotNullWhen(false)] out string? error) => PlanJson.TryOpen(json, "What a person chooses", Read, out choices, out error);

    // What is left out would be lost without a word: so nothing may be.
    static OwnChoices Read(MemberReader members)
    {
        foreach (var member in (string[])["language", "channels", "quiet"])
        {
            if (!members.Has(member))
            {
                members.Refuse(member, "is missing");
            }
        }

        var choices = PlanReader.ReadChoices(members);
        members.RefuseTheRest();
        return choices;
    }

    /// <summary>With all members, in a fixed order.</summary>
    public static string Write(OwnChoices choices) => RuleJson.WriteText(writer =>
    {
        writer.WriteStartObject();
        PlanWriter.WriteChoices(writer, choices);
        writer.WriteEndObject();
    });
}
