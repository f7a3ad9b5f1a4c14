using System.CommandLine;
using System.Globalization;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Faults;

/// <summary>The verb that says which faults there are.</summary>
static class FaultsCommand
{
    static readonly Option<bool> List = new("--list") { Description = "The kinds, each with a sentence, its truth and an example; this is what it does anyway" };

    public static Verb Create()
    {
        var verb = new Verb(
            "faults", "Says which faults devices and gateways can have, what each does, and what the product is to show because of it.",
            new Example("faults", "All kinds, with an example of each for a file of --faults"));
        verb.Add(List);
        verb.Does((run, _) =>
        {
            FaultKind.All.ToList().ForEach(kind => Tell(run, kind));
            return Task.FromResult(ExitCodes.Done);
        });
        return verb;
    }

    /// <summary>An order of this kind that can stand in a file.</summary>
    internal static string ExampleOf(FaultKind kind)
    {
        var devices = kind.Begin is null ? "gw-traffic-1" : "aq-00*";
        var size = kind.SizeIs is null ? "" : string.Create(CultureInfo.InvariantCulture, $",\"size\":{kind.Size}");
        var rate = kind.Rate < 1 ? string.Create(CultureInfo.InvariantCulture, $",\"rate\":{kind.Rate}") : "";
        var form = kind.Name == "malformed" ? ",\"form\":\"truncated\"" : "";
        return $"{{\"kind\":\"{kind.Name}\",\"devices\":\"{devices}\",\"after\":\"1m\",\"for\":\"10m\"{size}{rate}{form}}}";
    }

    static void Tell(VerbRun run, FaultKind kind)
    {
        run.Screen.Say($"{kind.Name}: {kind.Sentence}");
        if (kind.SizeIs is not null)
        {
            run.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"  size: {kind.SizeIs} ({kind.Size})"));
        }

        if (kind.Name == "malformed")
        {
            run.Screen.Say($"  form: {string.Join(' ', MalformedForm.All.Select(form => form.Name))}; without it all in turn");
        }

        run.Screen.Say($"  truth: {kind.Truth}");
        run.Screen.Say($"  {ExampleOf(kind)}");
    }
}
