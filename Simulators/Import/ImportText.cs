using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Simulators.Import.Rows;
using CityOps.Simulators.Replay;
using CityOps.Simulators.Terminal;

namespace CityOps.Simulators.Import;

/// <summary>An import in sentences.</summary>
static class ImportText
{
    static readonly (LeftOut Why, string Words)[] Reasons =
    [
        (LeftOut.NoTime, "without a time that can be read"), (LeftOut.NoSeries, "of no series"), (LeftOut.NoDomain, "of no domain"),
        (LeftOut.NoNumber, "without a number"), (LeftOut.Failed, "failed in the city they come from (--with-failed sends them)"),
    ];

    public static string Found(ImportSurvey survey) => Text(
        $"{survey.Tally.Used} readings of {survey.Devices.Count} {(survey.Devices.Count == 1 ? "device" : "devices")}, from {Instants.ToRfc3339(survey.FirstMs)} to {Instants.ToRfc3339(survey.LastMs)}");

    public static string Intent(ImportOptions o) => Text($"Importing with their own times, as fast as the broker acknowledges, to {o.Broker.Host}:{o.Broker.Port}. Ctrl-C stops.");

    public static Sight Look(ImportProgress before, ImportProgress now)
    {
        var seconds = (now.Elapsed - before.Elapsed).TotalSeconds;
        var rate = seconds > 0 ? (now.Rows - before.Rows) / seconds : 0;
        var left = now.Left is { } time ? Text($"{TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)):c}") : "-";
        var a = now.Account;
        return new Sight(
            Text($"row {now.Rows} of {now.AllRows} ({now.Share * 100:0.0} %), {rate:0} rows/s, {left} left; {ReplayText.Messages(a)}"),
            [
                ("rows", Text($"{now.Rows:N0} of {now.AllRows:N0}, {rate:N0}/s")),
                ("messages", Text($"{a.Sent:N0} sent, {a.Acknowledged:N0} acknowledged, {a.Waiting:N0} waiting")),
                ("readings", Text($"{a.Readings:N0}")),
                ("broker", now.Connected ? "connected" : "away, trying again"),
                ("time left", left),
            ],
            now.Share);
    }

    /// <summary>What became of the rows, and the first that could not be read.</summary>
    public static void Account(ImportTally tally, Screen screen)
    {
        var reasons = Reasons.Where(one => tally.Of(one.Why) > 0).Select(one => Text($"{tally.Of(one.Why)} {one.Words}")).ToList();
        screen.Say(Text($"Read {tally.Rows} rows: {tally.Used} to send, {tally.AllLeftOut} left out{(reasons.Count > 0 ? ": " : "")}{string.Join(", ", reasons)}."));
        foreach (var example in tally.Examples)
        {
            screen.Say($"  {example}");
        }
    }

    public static string End(bool ended, ImportProgress p) =>
        Text($"{(ended ? "Finished" : "Stopped")}: {p.Rows} of {p.AllRows} rows; {ReplayText.Messages(p.Account)}");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
