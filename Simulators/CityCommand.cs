using System.CommandLine;
using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Terminal;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators;

/// <summary>Without a verb: plays the city until Ctrl-C.</summary>
static class CityCommand
{
    const int FastestSpeed = 1_000;
    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same city", DefaultValueFactory = _ => 1 };
    static readonly Option<int> Stations = NumberOption.Between("--stations", "Stations, {0}", SimulatedCity.UsualStations, SimulatedCity.FewestStations, SimulatedCity.MostStations);
    static readonly Option<TimeSpan> Backfill = new("--backfill")
    {
        Description = "History to send first, such as 90m, 24h or 7d",
        HelpName = "length",
        CustomParser = LengthOfTime.Parse,
        DefaultValueFactory = _ => TimeSpan.Zero,
    };

    static readonly Option<int> Speed = NumberOption.Between(
        "--speed", "Devices report so many times as often, {0}; the time in a reading stays the time it is", 1, 1, FastestSpeed);

    public static Verb Create(TimeProvider clock)
    {
        var root = new RootCommand("Plays a simulated Ljubljana to an MQTT broker: traffic, air, water, power, heat, rivers, waste bins and street lights. Ctrl-C stops it.");
        var verb = new Verb(
            root,
            new("", "300 stations to localhost:1883, live"),
            new("--backfill 24h --stations 2000", "A larger city, with its last day first"),
            new("--own-clients 50 --faults faults.json", "Fifty devices with clients of their own, and faults on purpose"),
            new("--speed 10", "Ten times as many readings as in life"),
            new("--host broker.example --username gw-sims --password-file secrets/simulators_password --tls", "To a broker that wants to know who speaks"));
        verb.Add(Seed, Stations, Backfill, Speed);
        BrokerArguments.AddTo(root);
        DeviceArguments.AddTo(root);
        FaultArguments.AddTo(root);
        verb.Does((run, ct) => RunAsync(run, clock, ct));
        return verb;
    }

    static async Task<int> RunAsync(VerbRun run, TimeProvider clock, CancellationToken ct)
    {
        var (words, screen) = run;
        var options = BrokerArguments.Read(words) with
        {
            Seed = words.GetValue(Seed), Stations = words.GetValue(Stations), Speed = words.GetValue(Speed), OwnClients = DeviceArguments.OwnClientsOf(words),
            Notice = screen.Say, TakesOrders = true,
        };
        var faults = FaultArguments.Read(words);
        await using var player = new CityPlayer(options, clock);
        screen.Say($"{player.Stations} stations, seed {options.Seed}, to {options.Host}:{options.Port}");
        try
        {
            await player.ConnectAsync(ct);
            screen.Say($"Connected through {player.Account.Gateways} gateways and {player.Account.OwnClients} clients of devices, births acknowledged.");
            await BackfillAsync(player, words.GetValue(Backfill), screen, clock, ct);
            screen.Say("Playing live. Ctrl-C stops.");
            faults.ToList().ForEach(order => player.Faults.Start(order));
            await screen.WatchAsync(player.RunAsync(ct), () => Look(player.Account, clock), StatusEvery, clock);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await player.StopAsync();
        }

        screen.Say($"Stopped: {Describe(player.Account)}");
        if (player.Account.Faults.Truth.Count > 0)
        {
            screen.Say($"Because of faults the product is to show: {player.Account.Faults}");
        }

        return player.Account.Unsent == 0 ? ExitCodes.Done : Verb.Say(run, ExitCodes.Incomplete, $"{player.Account.Unsent} messages were not acknowledged.");
    }

    static async Task BackfillAsync(CityPlayer player, TimeSpan length, Screen screen, TimeProvider clock, CancellationToken ct)
    {
        if (length <= TimeSpan.Zero)
        {
            return;
        }

        var began = clock.GetTimestamp();
        var now = clock.UnixMs();
        screen.Say($"Sending the last {length:c} ...");
        var history = new LatestProgress<BackfillProgress>();
        var sending = player.BackfillAsync(now - (long)length.TotalMilliseconds, now, history, ct);
        await screen.WatchAsync(sending, () => LookBack(history.Latest, player.Account), StatusEvery, clock);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"History sent: {player.Account.Readings} readings in {seconds:0.0} s."));
    }

    static Sight LookBack(BackfillProgress history, PlayerAccount account)
    {
        var hours = $"{history.HoursDone} of {history.HoursTotal}";
        return new Sight(
            $"history: {hours} hours; {Describe(account)}", [("hours of history", hours), .. Facts(account)],
            history.HoursTotal == 0 ? 0 : (double)history.HoursDone / history.HoursTotal);
    }

    static Sight Look(PlayerAccount account, TimeProvider clock) =>
        new($"{Instants.ToRfc3339(clock.UnixMs())} {Describe(account)}", [("time", Instants.ToRfc3339(clock.UnixMs())), .. Facts(account)]);

    static IEnumerable<(string Label, string Value)> Facts(PlayerAccount a) =>
    [
        ("messages", string.Create(CultureInfo.InvariantCulture, $"{a.Sent:N0} sent, {a.Acknowledged:N0} acknowledged, {a.Waiting:N0} waiting")),
        ("readings", string.Create(CultureInfo.InvariantCulture, $"{a.Readings:N0}")),
        ("connections", $"{a.Connected} of {a.Connections} stand, {a.Reconnects} reconnects"),
        .. Trouble(a).Select(trouble => (trouble.What, string.Create(CultureInfo.InvariantCulture, $"{trouble.Count:N0}"))),
    ];

    /// <remarks>With nothing unsent, the ledger's received less duplicate is acknowledged less what nobody subscribed to.</remarks>
    internal static string Describe(PlayerAccount a)
    {
        var text = $"sent {a.Sent}, acknowledged {a.Acknowledged}, unsent {a.Unsent}; {a.Readings} readings; "
            + $"{a.Connected} of {a.Connections} connections";
        return Trouble(a).Aggregate(text, (told, trouble) => $"{told}; {trouble.What} {trouble.Count}");
    }

    static IEnumerable<(long Count, string What)> Trouble(PlayerAccount a)
    {
        (long Count, string What)[] all =
        [
            (a.Repeated, "sent again"), (a.Unheard, "acknowledged without a subscriber"), (a.Refused, "refused by the broker"), (a.Dropped, "no room for"),
        ];
        return all.Where(trouble => trouble.Count > 0);
    }
}
