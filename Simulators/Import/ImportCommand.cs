using CityOps.Core.Readings;
using CityOps.Simulators.Import.Ledger;
using CityOps.Simulators.Replay;
using CityOps.Simulators.Terminal;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Import;

/// <summary>The command <c>import</c>: sends what a city exported to another, or back, and says what became of each row, here and there.</summary>
static class ImportCommand
{
    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(5);

    public static Verb Create(TimeProvider clock)
    {
        var verb = new Verb(
            "import", "Sends the single readings of an exported CSV as their devices would have. Other recordings are for replay.",
            new("import air.csv.gz --city http://localhost:5080", "Into the city at localhost:1883, and what it made of them"),
            new("import air.csv --dry-run", "What is in it? Nothing is sent"),
            new("import page.csv --domain air", "A page of /readings, which has no column of domains"),
            new("import 2025.csv.gz --host broker.example --username gw-sims --password-file secrets/simulators_password --tls --city https://city.example --key-file secrets/viewer_key",
                "To a broker and a city that want to know who speaks"));
        ImportArguments.AddTo(verb);
        verb.Does((run, ct) => RunAsync(run, clock, ct));
        return verb;
    }

    static async Task<int> RunAsync(VerbRun run, TimeProvider clock, CancellationToken ct)
    {
        var (words, screen) = run;
        var options = ImportArguments.Read(words);
        options = options with { Broker = options.Broker with { Notice = screen.Say } };
        var survey = await SurveyAsync(options, screen, clock, ct);
        screen.Say(ImportText.Found(survey));
        if (ReplayText.TooOld(survey.FirstMs, clock.UnixMs()) is { } warning)
        {
            screen.Say(warning);
        }

        if (ImportArguments.IsDry(words))
        {
            ImportText.Account(survey.Tally, screen);
            screen.Say("Nothing was sent.");
            return ExitCodes.Done;
        }

        using var ledger = ImportArguments.CityOf(words) is { } city ? new CityLedger(city, ImportArguments.KeyOf(words), survey.Devices, clock) : null;
        return await SendAsync(run, options, survey, ledger, clock, ct);
    }

    static async Task<ImportSurvey> SurveyAsync(ImportOptions options, Screen screen, TimeProvider clock, CancellationToken ct)
    {
        var read = new LatestProgress<double>();
        var reading = Task.Run(() => ImportSurvey.Of(options, read.Report, ct), CancellationToken.None);
        await screen.WatchAsync(
            reading, () => new Sight(FormattableString.Invariant($"looking through the files: {read.Latest * 100:0} %"), [("looking through", "the files")], read.Latest),
            StatusEvery, clock);
        return await reading;
    }

    static async Task<int> SendAsync(VerbRun run, ImportOptions options, ImportSurvey survey, CityLedger? ledger, TimeProvider clock, CancellationToken ct)
    {
        var screen = run.Screen;
        var before = ledger is null ? LedgerSum.Zero : await ledger.LookAsync(ct);
        await using var import = new ImportRun(options, survey, clock);
        screen.Say(ImportText.Intent(options));
        var ended = await PlayAsync(import, screen, clock, ct);
        ImportText.Account(import.Tally, screen);
        var account = import.Account;
        screen.Say(ImportText.End(ended, import.Progress));
        var code = ledger is null ? ExitCodes.Done : await TellAsync(run, ledger, before, account.Acknowledged);
        var unsent = account.Made - account.Acknowledged;
        return unsent == 0 ? code : Verb.Say(run, ExitCodes.Incomplete, $"{unsent} of {account.Made} messages were not acknowledged. Import the same file again: what is there already is told as duplicate.");
    }

    /// <returns>False when it was stopped before its end.</returns>
    static async Task<bool> PlayAsync(ImportRun import, Screen screen, TimeProvider clock, CancellationToken ct)
    {
        var ended = false;
        try
        {
            await import.ConnectAsync(ct);
            var before = import.Progress;
            // Reading a file waits for nothing while the broker keeps up.
            await screen.WatchAsync(Task.Run(() => import.RunAsync(ct), CancellationToken.None), Look, StatusEvery, clock);
            ended = true;

            Sight Look()
            {
                var (last, now) = (before, import.Progress);
                before = now;
                return ImportText.Look(last, now);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped as asked: the account says how far it came.
        }

        await import.StopAsync();
        return ended;
    }

    /// <summary>The other half of the account: what the city made of it. It is told also where somebody stopped the sending.</summary>
    static async Task<int> TellAsync(VerbRun run, CityLedger ledger, LedgerSum before, long messages)
    {
        try
        {
            var since = await ledger.SettledAsync(before, messages, CancellationToken.None);
            foreach (var sentence in LedgerText.Of(since, messages))
            {
                run.Screen.Say(sentence);
            }

            return LedgerText.IsAnythingMissing(since, messages) ? Verb.Say(run, ExitCodes.Incomplete, "Not all of it is in the city.") : ExitCodes.Done;
        }
        catch (UnusableException e)
        {
            return Verb.Say(run, ExitCodes.Incomplete, e.Message, "Everything that was acknowledged is with the broker; what the city made of it is not known.");
        }
    }
}
