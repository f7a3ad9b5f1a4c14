using CityOps.Core.Readings;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Terminal;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Replay;

/// <summary>The command <c>replay</c>: sends recorded CSV as devices would have, and says what became of each row.</summary>
static class ReplayCommand
{
    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(5);

    public static Verb Create(TimeProvider clock)
    {
        var verb = new Verb(
            "replay", "Replays recorded CSV as devices would have sent it. A mapping says what the columns mean.",
            new("replay air.csv.gz --mapping uci-air", "A recorded minute each second, as if it happened now"),
            new("replay traffic.csv.gz --mapping aarhus-traffic --times now --speed max", "The recording as the past of this city, ending now"),
            new("replay water.csv.gz --mapping batadal-water --times original --speed max", "With its own times, into a city with a long Ingestion:MaxAge"),
            new("replay air.csv --mapping mine.json --from 2005-01-01 --to 2005-02-01 --dry-run", "Does the mapping fit? Counts by column, nothing is sent"),
            new("replay --example", "A mapping to begin with"));
        ReplayArguments.AddTo(verb);
        verb.Does((run, ct) => RunAsync(run, clock, ct));
        return verb;
    }

    static async Task<int> RunAsync(VerbRun run, TimeProvider clock, CancellationToken ct)
    {
        var (words, screen) = run;
        if (ReplayArguments.IsExample(words))
        {
            await run.Output.WriteAsync(MappingFile.Example);
            return ExitCodes.Done;
        }

        var name = ReplayArguments.MappingName(words);
        var mapping = MappingFile.Read(name);
        var options = ReplayArguments.Read(words, mapping);
        options = options with { Broker = options.Broker with { Notice = screen.Say } };
        var stations = Stations.Of(mapping, name, options.Files, ReplayArguments.StationFile(words));
        var survey = await SurveyAsync(options, mapping, screen, clock, ct);
        return ReplayArguments.IsDry(words) ? Dry(survey, mapping, options, screen, clock) : await SendAsync(run, options, mapping, survey, stations, clock, ct);
    }

    static async Task<Survey> SurveyAsync(ReplayOptions options, CsvMapping mapping, Screen screen, TimeProvider clock, CancellationToken ct)
    {
        var read = new LatestProgress<double>();
        var reading = Task.Run(() => Survey.Of(options, mapping, read.Report, ct), CancellationToken.None);
        await screen.WatchAsync(
            reading, () => new Sight(FormattableString.Invariant($"looking through the recording: {read.Latest * 100:0} %"), [("looking through", "the recording")], read.Latest),
            StatusEvery, clock);
        return await reading;
    }

    static int Dry(Survey survey, CsvMapping mapping, ReplayOptions options, Screen screen, TimeProvider clock)
    {
        using var devices = new ReplayDevices(mapping, survey.Keys, options, clock.UnixMs());
        screen.Say(ReplayText.Found(survey, devices.Count));
        Account(survey.Tally, screen);
        screen.Say("Nothing was sent.");
        return ExitCodes.Done;
    }

    static async Task<int> SendAsync(
        VerbRun run, ReplayOptions options, CsvMapping mapping, Survey survey, IReadOnlyDictionary<string, StationEntry> stations, TimeProvider clock, CancellationToken ct)
    {
        var screen = run.Screen;
        await using var replay = new ReplayRun(options, mapping, survey, stations, clock);
        screen.Say(ReplayText.Found(survey, replay.Devices));
        if (ReplayText.TooOld(replay.FirstWireMs, clock.UnixMs()) is { } warning)
        {
            screen.Say(warning);
        }

        screen.Say(ReplayText.Intent(options));
        var ended = await PlayAsync(replay, screen, clock, ct);
        Account(replay.Tally, screen);
        var account = replay.Account;
        screen.Say(ReplayText.End(ended, replay.Progress));
        var unsent = account.Made - account.Acknowledged;
        return unsent == 0 ? ExitCodes.Done : Verb.Say(run, ExitCodes.Incomplete, $"{unsent} of {account.Made} messages were not acknowledged.");
    }

    /// <returns>False when it was stopped before its end.</returns>
    static async Task<bool> PlayAsync(ReplayRun replay, Screen screen, TimeProvider clock, CancellationToken ct)
    {
        var ended = false;
        try
        {
            await replay.ConnectAsync(ct);
            var before = replay.Progress;
            await screen.WatchAsync(replay.RunAsync(ct), Look, StatusEvery, clock);
            ended = true;

            Sight Look()
            {
                var (last, now) = (before, replay.Progress);
                before = now;
                return ReplayText.Look(last, now);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped as asked: the account says how far it came.
        }

        await replay.StopAsync();
        return ended;
    }

    static void Account(Rows.RowTally tally, Screen screen)
    {
        screen.Say(ReplayText.Rows(tally));
        foreach (var example in tally.Examples)
        {
            screen.Say($"  {example}");
        }

        ReplayText.Columns(tally, screen);
    }
}
