using System.CommandLine;
using System.Globalization;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Terminal;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Remote;

/// <summary>The verb that lets devices and gateways fail in a city that is played; its words are the members of a file of faults.</summary>
static class FaultCommand
{
    const string Things = "faults";

    public static Verb Create(TimeProvider clock)
    {
        var verb = new Verb(
            "fault", "Lets devices or gateways of a simulated city fail that is played, here or elsewhere. `faults` says what each kind does.",
            new("fault stuck --device aq-001 --for 5m", "One device, for five minutes"),
            new("fault dropout --domain traffic --district Bežigrad --share 0.3", "A third of the traffic counters of a district, for ten minutes"),
            new("fault gateway --device gw-traffic-1 --after 1m --for 2m", "A gateway loses its connection in a minute"),
            new("fault malformed --device 'po-*' --form truncated --rate 0.1", "Every tenth message of the power stations is cut in half"),
            new("fault --list", "What runs, under which id"),
            new("fault --stop fault-1", "It is over at once"));
        var words = new OrderWords(Things, FaultDirector.Kinds)
            .Text("devices", new Option<string?>("--device", "--devices") { Description = "Pattern of ids, * for anything; for gateway of gateways and of devices with a client of their own. Without it all", HelpName = "pattern" })
            .Text("domain", new Option<string?>("--domain") { Description = "Only there: air, traffic, water, power, heat, river" })
            .Text("district", new Option<string?>("--district") { Description = "Only there, by its name" })
            .Number("share", NumberOption.Fraction("--share", "Of the devices that fit, above 0 to 1; without it all"))
            .Length("after", OrderWords.LengthOption("Not now, but in so long a time, such as 1m", "--after"))
            .Length("for", OrderWords.LengthOption("How long, up to 30d; without it 10m", "--for", "--duration"))
            .Number("size", NumberOption.Fraction("--size", "How strong; what it measures depends on the kind"))
            .Number("rate", NumberOption.Fraction("--rate", "Share of messages that are hit, above 0 to 1"))
            .Text("form", new Option<string?>("--form") { Description = "Of malformed, one form instead of all in turn" });
        words.AddTo(verb);
        verb.Does((run, ct) => OrderRun.AskAsync(run, words.Read(run.Words, "fault"), answer => Tell(run.Screen, answer), clock, ct));
        return verb;
    }

    static void Tell(Screen screen, CityAnswer answer)
    {
        if (answer.Fault is { } made)
        {
            screen.Say(OrderRun.Clean(string.Create(
                CultureInfo.InvariantCulture, $"{made.Kind} of {made.Where}, which {made.Fits} fit, from {made.From} until {made.Until}: {made.Id}")));
            if (FaultKind.Find(made.Kind) is { } kind)
            {
                screen.Say($"What the product is to show: {kind.Truth}.");
            }

            screen.Say($"`fault --stop {OrderRun.Clean(made.Id)}` ends it.");
        }
        else if (answer.Stopped is { } id)
        {
            screen.Say($"{OrderRun.Clean(id)} was ended.");
        }
        else if (answer.Faults is { Count: > 0 } all)
        {
            screen.SayTable(
                ["id", "fault", "where", "from", "until"],
                [.. all.Select(one => (IReadOnlyList<string>)[.. new[] { one.Id, one.Kind, one.Where, one.From, one.Until }.Select(OrderRun.Clean)])],
                words: 5, least: 3);
        }
        else
        {
            screen.Say("No fault runs or is to come.");
        }
    }
}
