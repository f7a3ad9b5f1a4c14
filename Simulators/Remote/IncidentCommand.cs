using System.CommandLine;
using System.Globalization;
using CityOps.Simulators.Incidents;
using CityOps.Simulators.Terminal;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Remote;

/// <summary>The verb that lets something go wrong in a city that is played, while people watch it.</summary>
static class IncidentCommand
{
    const string Things = "incidents";

    public static Verb Create(TimeProvider clock)
    {
        var verb = new Verb(
            "incident", "Starts an incident in a simulated city that is played, here or elsewhere, and says which alerts are to come.",
            new("incident heat-main-burst", "At its usual place and size"),
            new("incident transformer-overload --place bezigrad --size 1 --duration 6m", "Where, how strong, how long"),
            new("incident river-flood --after 5m", "In five minutes"),
            new("incident --list", "What runs, under which id, and what can go wrong where"),
            new("incident --stop incident-1", "It goes away as fast as it would have gone by itself"));
        var words = new OrderWords(Things, [.. IncidentKind.All.Select(kind => kind.Id)])
            .Text("place", new Option<string?>("--place") { Description = "One of the kind's places in the city, čžš or not; without it the usual one. --list has them" })
            .Number("size", NumberOption.Fraction("--size", "How strong, 0.1 to 1; without it 0.7"))
            .Length("for", OrderWords.LengthOption("How long, 1m to 7d; without it some minutes, as the kind needs", "--duration", "--for"))
            .Length("after", OrderWords.LengthOption("Not now, but in so long a time, such as 5m", "--after"));
        words.AddTo(verb);
        verb.Does((run, ct) => OrderRun.AskAsync(run, words.Read(run.Words, "incident"), answer => Tell(run.Screen, answer), clock, ct));
        return verb;
    }

    static void Tell(Screen screen, CityAnswer answer)
    {
        if (answer.Incident is { } made)
        {
            TellStart(screen, made, answer.Expects ?? []);
        }
        else if (answer.Stopped is { } id)
        {
            screen.Say($"{OrderRun.Clean(id)} was ended; what it did goes away as fast as it would have gone by itself.");
        }
        else
        {
            TellList(screen, answer);
        }
    }

    static void TellStart(Screen screen, CityAnswer.IncidentLine made, IReadOnlyList<CityAnswer.ExpectLine> expects)
    {
        screen.Say(OrderRun.Clean(string.Create(
            CultureInfo.InvariantCulture, $"{made.Kind} at {made.Place}, size {made.Size:0.##}, from {made.From} until {made.Until}: {made.Id}")));
        screen.Say(expects.Count == 0 ? "By the rules of the demo no alert must come of it." : "Alerts that must come of it, by the rules of the demo:");
        if (expects.Count > 0)
        {
            screen.SayTable(
                ["severity", "alert", "where", "from", "until"],
                [.. expects.Select(line => (IReadOnlyList<string>)[.. new[] { line.Severity, line.Rule, line.Where, line.Earliest, line.Latest }.Select(OrderRun.Clean)])],
                words: 5, least: 3);
        }

        screen.Say($"`incident --stop {OrderRun.Clean(made.Id)}` ends it.");
    }

    static void TellList(Screen screen, CityAnswer answer)
    {
        if (answer.Incidents is { Count: > 0 } all)
        {
            screen.SayTable(
                ["id", "incident", "place", "from", "until", "size"],
                [
                    .. all.Select(one => (IReadOnlyList<string>)
                        [.. new[] { one.Id, one.Kind, one.Place, one.From, one.Until, one.Size.ToString("0.##", CultureInfo.InvariantCulture) }.Select(OrderRun.Clean)]),
                ],
                words: 5, least: 3);
        }
        else
        {
            screen.Say("No incident runs or is to come.");
        }

        screen.Say("What can go wrong, and where; the usual place first:");
        foreach (var kind in answer.Kinds ?? [])
        {
            screen.Say($"  {OrderRun.Clean(kind.Kind)}: {OrderRun.Clean(string.Join(", ", kind.Places))}");
        }
    }
}
