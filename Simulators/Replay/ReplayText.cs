using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Simulators.Mqtt;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Replay.Rows;
using CityOps.Simulators.Terminal;

namespace CityOps.Simulators.Replay;

/// <summary>A replay in sentences.</summary>
static class ReplayText
{
    /// <summary>What ingestion takes unless told otherwise (<c>Ingestion:MaxAge</c>).</summary>
    static readonly TimeSpan UsualMaxAge = TimeSpan.FromDays(31);

    public static string Found(Survey survey, int devices) => Text(
        $"{survey.Tally.Used} rows of {devices} {(devices == 1 ? "device" : "devices")}, from {Instants.ToRfc3339(survey.FirstMs)} to {Instants.ToRfc3339(survey.LastMs)}");

    public static string Intent(ReplayOptions o)
    {
        var times = o.Time == ReplayTime.Original ? "recorded times" : double.IsFinite(o.Speed) ? "times from now on" : "times up to now";
        var speed = double.IsFinite(o.Speed) ? Text($"{o.Speed} times as fast as recorded") : "as fast as the broker acknowledges";
        return Text($"Replaying {speed}, with {times}, to {o.Broker.Host}:{o.Broker.Port}. Ctrl-C stops.");
    }

    /// <summary>How far back a city takes readings, in words for its command line.</summary>
    public const string LongMaxAge = "--Ingestion:MaxAge=36500.00:00:00";

    /// <summary>What the first time on the wire means to a city with the usual settings, or null.</summary>
    public static string? TooOld(long firstWireMs, long nowMs)
    {
        var age = TimeSpan.FromMilliseconds(nowMs - firstWireMs);
        return age <= UsualMaxAge ? null : Text(
            $"The oldest readings are {Math.Ceiling(age.TotalDays):0} days old. A city takes them only with Ingestion:MaxAge of at least that (its default is 31 days), such as {LongMaxAge}; else it puts them into quarantine as too_old.");
    }

    public static Sight Look(ReplayProgress before, ReplayProgress now)
    {
        var seconds = (now.Elapsed - before.Elapsed).TotalSeconds;
        var rate = seconds > 0 ? (now.Rows - before.Rows) / seconds : 0;
        var at = now.ReachedMs == 0 ? "-" : Instants.ToRfc3339(now.ReachedMs);
        var left = now.Left is { } time ? Text($"{Whole(time):c}") : "-";
        var a = now.Account;
        return new Sight(
            Text($"{at} row {now.Rows} of {now.AllRows} ({now.Share * 100:0.0} %), {rate:0} rows/s, {left} left; {Messages(a)}"),
            [
                ("recorded time", Text($"{at} of {Instants.ToRfc3339(now.LastMs)}")),
                ("rows", Text($"{now.Rows:N0} of {now.AllRows:N0}, {rate:N0}/s")),
                ("messages", Text($"{a.Sent:N0} sent, {a.Acknowledged:N0} acknowledged, {a.Waiting:N0} waiting")),
                ("readings", Text($"{a.Readings:N0}")),
                ("broker", now.Connected ? "connected" : "away, trying again"),
                ("time left", left),
            ],
            now.Share);
    }

    public static string Rows(RowTally tally)
    {
        var empty = tally.Empty > 0 ? Text($" ({tally.Empty} without any number)") : "";
        return Text($"Read {tally.Rows} rows: {tally.Used} used{empty}, {tally.Outside} outside --from and --to, {tally.Unusable} unusable.");
    }

    public static void Columns(RowTally tally, Screen screen) => screen.SayTable(
        ["column", "sent as", "unit", "numbers", "missing", "left out", "no number", "min", "mean", "max"],
        [
            .. tally.Columns.Select(column => (IReadOnlyList<string>)
            [
                column.Column.Column.Trim(), Series(column.Column), column.Column.Unit, Text($"{column.Taken}"), Text($"{column.Missing}"), Text($"{column.LeftOut}"),
                Text($"{column.NoNumber}"), Number(column, column.Min), Number(column, column.Mean), Number(column, column.Max),
            ]),
        ],
        words: 3, least: 7);

    public static string End(bool ended, ReplayProgress p) =>
        Text($"{(ended ? "Finished" : "Stopped")}: {p.Rows} of {p.AllRows} rows; {Messages(p.Account)}");

    /// <summary>Made is sent and acknowledged, or accounted for by what is in the way.</summary>
    public static string Messages(LinkAccount a)
    {
        var text = Text($"sent {a.Sent}, acknowledged {a.Acknowledged}, unsent {a.Made - a.Acknowledged}; {a.Readings} readings");
        (long Count, string What)[] trouble =
        [
            (a.Repeated, "sent again"), (a.Unheard, "acknowledged without a subscriber"), (a.Refused, "refused by the broker"), (a.Dropped, "no room for"),
        ];
        return trouble.Where(one => one.Count > 0).Aggregate(text, (told, one) => Text($"{told}; {one.What} {one.Count}"));
    }

    static string Series(ValueColumn column) => column.Device is null ? column.Quantity : $"{column.Device}:{column.Quantity}";

    static string Number(ColumnTally column, double value) => column.Taken == 0 ? "-" : Text($"{value:0.#####}");

    static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
