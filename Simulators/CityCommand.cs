using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Simulators.City;
using CityOps.Simulators.Load;

namespace CityOps.Simulators;

/// <summary>The command line: plays the city until Ctrl-C.</summary>
static class CityCommand
{
    const int BadWords = 1;
    const int Unreachable = 2;
    const int Refused = 3;
    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same city", DefaultValueFactory = _ => 1 };
    static readonly Option<int> Stations = StationsOption();
    static readonly Option<TimeSpan> Backfill = new("--backfill")
    {
        Description = "History to send first, such as 90m, 24h or 7d",
        CustomParser = LengthOfTime.Parse,
        DefaultValueFactory = _ => TimeSpan.Zero,
    };

    public static RootCommand Create(TimeProvider clock)
    {
        var root = new RootCommand("Plays a simulated Ljubljana to an MQTT broker: traffic, air, water, power, heat and rivers.")
        {
            Seed, Stations, Backfill,
        };
        BrokerArguments.AddTo(root);
        root.Subcommands.Add(LoadCommand.Create(clock));
        root.SetAction((parsed, ct) => RunAsync(parsed, clock, ct));
        return root;
    }

    /// <summary>0: stopped as asked. 1: the command line cannot be used. 2: no broker answers. 3: the broker refuses us.</summary>
    static async Task<int> RunAsync(ParseResult parsed, TimeProvider clock, CancellationToken ct)
    {
        PlayerOptions options;
        try
        {
            options = ToOptions(parsed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say(parsed, BadWords, $"--password-file: {e.Message}");
        }

        try
        {
            await RunCityAsync(parsed, options, clock, ct);
            return 0;
        }
        catch (BrokerUnreachableException e)
        {
            return Say(parsed, Unreachable, e.Message);
        }
        catch (BrokerRefusedException e)
        {
            return Say(parsed, Refused, e.Message);
        }
    }

    static async Task RunCityAsync(ParseResult parsed, PlayerOptions options, TimeProvider clock, CancellationToken ct)
    {
        var output = TextWriter.Synchronized(parsed.InvocationConfiguration.Output);
        options = options with { Notice = output.WriteLine };
        await using var player = new CityPlayer(options, clock);
        output.WriteLine($"{player.Stations} stations, seed {options.Seed}, to {options.Host}:{options.Port}");
        try
        {
            await player.ConnectAsync(ct);
            output.WriteLine($"Connected through {player.Account.Gateways} gateways, births acknowledged.");
            await BackfillAsync(player, parsed.GetValue(Backfill), output, clock, ct);
            await PlayAsync(player, output, clock, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await player.StopAsync();
        }

        output.WriteLine($"Stopped: {Describe(player.Account)}");
    }

    static int Say(ParseResult parsed, int exitCode, string message)
    {
        parsed.InvocationConfiguration.Error.WriteLine(message);
        return exitCode;
    }

    static async Task BackfillAsync(CityPlayer player, TimeSpan length, TextWriter output, TimeProvider clock, CancellationToken ct)
    {
        if (length <= TimeSpan.Zero)
        {
            return;
        }

        var began = clock.GetTimestamp();
        var now = clock.UnixMs();
        output.WriteLine($"Sending the last {length:c} ...");
        await player.BackfillAsync(now - (long)length.TotalMilliseconds, now, progress: null, ct);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"History sent: {player.Account.Readings} readings in {seconds:0.0} s."));
    }

    static async Task PlayAsync(CityPlayer player, TextWriter output, TimeProvider clock, CancellationToken ct)
    {
        output.WriteLine("Playing live. Ctrl-C stops.");
        var play = player.RunAsync(ct);
        using var status = new PeriodicTimer(StatusEvery, clock);
        while (!play.IsCompleted)
        {
            var tick = status.WaitForNextTickAsync(CancellationToken.None).AsTask();
            if (await Task.WhenAny(play, tick) == tick)
            {
                output.WriteLine($"{Instants.ToRfc3339(clock.UnixMs())} {Describe(player.Account)}");
            }
        }

        await play;
    }

    /// <remarks>With nothing unsent, the ledger's received less duplicate is acknowledged less what nobody subscribed to.</remarks>
    internal static string Describe(PlayerAccount a)
    {
        var text = $"sent {a.Sent}, acknowledged {a.Acknowledged}, unsent {a.Unsent}; {a.Readings} readings; "
            + $"{a.Connected} of {a.Gateways} gateways connected";
        (long Count, string What)[] trouble =
        [
            (a.Repeated, "sent again"), (a.Unheard, "acknowledged without a subscriber"), (a.Refused, "refused by the broker"), (a.Dropped, "no room for"),
        ];
        return trouble.Where(t => t.Count > 0).Aggregate(text, (told, t) => $"{told}; {t.What} {t.Count}");
    }

    static PlayerOptions ToOptions(ParseResult parsed) => BrokerArguments.Read(parsed) with
    {
        Seed = parsed.GetValue(Seed),
        Stations = parsed.GetValue(Stations),
    };

    static Option<int> StationsOption()
    {
        var option = new Option<int>("--stations")
        {
            Description = $"{SimulatedCity.FewestStations} to {SimulatedCity.MostStations}",
            DefaultValueFactory = _ => 150,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var n)
                && n is < SimulatedCity.FewestStations or > SimulatedCity.MostStations)
            {
                result.AddError($"--stations takes {SimulatedCity.FewestStations} to {SimulatedCity.MostStations}");
            }
        });
        return option;
    }
}
