using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Simulators.City;

namespace CityOps.Simulators;

/// <summary>The command line: plays the city until Ctrl-C.</summary>
static class CityCommand
{
    const int Unreachable = 2;
    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    static readonly Option<string> Host = new("--host") { Description = "Broker to play to", DefaultValueFactory = _ => "localhost" };
    static readonly Option<int> Port = new("--port") { Description = "Its port", DefaultValueFactory = _ => 1883 };
    static readonly Option<string?> User = new("--user") { Description = "User name; without it no credentials are sent" };
    static readonly Option<string?> Password = new("--password") { Description = "Password" };
    static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same city", DefaultValueFactory = _ => 1 };
    static readonly Option<int> Stations = StationsOption();
    static readonly Option<TimeSpan> Backfill = new("--backfill")
    {
        Description = "History to send first, such as 90m, 24h or 7d",
        CustomParser = ParseDuration,
        DefaultValueFactory = _ => TimeSpan.Zero,
    };

    public static RootCommand Create(TimeProvider clock)
    {
        var root = new RootCommand("Plays a simulated Ljubljana to an MQTT broker: traffic, air, water, power, heat and rivers.")
        {
            Host, Port, User, Password, Seed, Stations, Backfill,
        };
        root.SetAction((parsed, ct) => RunAsync(parsed, clock, ct));
        return root;
    }

    static async Task<int> RunAsync(ParseResult parsed, TimeProvider clock, CancellationToken ct)
    {
        var output = TextWriter.Synchronized(parsed.InvocationConfiguration.Output);
        var options = ToOptions(parsed) with { Notice = output.WriteLine };
        await using var player = new CityPlayer(options, clock);
        output.WriteLine($"{player.Stations} stations, seed {options.Seed}, to {options.Host}:{options.Port}");
        try
        {
            await player.ConnectAsync(ct);
            output.WriteLine($"Connected through {player.Account.Gateways} gateways, births acknowledged.");
            await BackfillAsync(player, parsed.GetValue(Backfill), output, clock, ct);
            await PlayAsync(player, output, clock, ct);
        }
        catch (BrokerUnreachableException e)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return Unreachable;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await player.StopAsync();
        }

        output.WriteLine($"Stopped: {Describe(player.Account)}");
        return 0;
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

    internal static string Describe(PlayerAccount a)
    {
        var text = $"sent {a.Sent}, acknowledged {a.Acknowledged}, unsent {a.Unsent}; {a.Readings} readings; "
            + $"{a.Connected} of {a.Gateways} gateways connected";
        return (a.Refused, a.Dropped) == (0, 0) ? text : $"{text}; refused by the broker {a.Refused}, no room for {a.Dropped}";
    }

    static PlayerOptions ToOptions(ParseResult parsed) => new()
    {
        Host = parsed.GetValue(Host)!,
        Port = parsed.GetValue(Port),
        User = parsed.GetValue(User),
        Password = parsed.GetValue(Password),
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

    static TimeSpan ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            switch (text[^1])
            {
                case 'm': return TimeSpan.FromMinutes(n);
                case 'h': return TimeSpan.FromHours(n);
                case 'd': return TimeSpan.FromDays(n);
            }
        }

        result.AddError($"'{text}' is not a length of time such as 90m, 24h or 7d");
        return TimeSpan.Zero;
    }
}
