using CityOps.Core.Readings;
using CityOps.Ingestion.Registration;

namespace CityOps.Ingestion.Http;

/// <summary>The devices that need a look, worst first.</summary>
/// <param name="Known">All devices.</param>
/// <param name="Troubled">Those that need a look.</param>
/// <param name="Matching">Those that were asked for, on all pages.</param>
/// <param name="Unnamed">Messages that named no device: what the devices' accounts lack to the city's.</param>
/// <param name="ByTrouble">How many devices have each trouble.</param>
public sealed record WorstDevicesAnswer(
    string AsOf, int Known, int Troubled, int Matching, long Unnamed, IReadOnlyDictionary<string, int> ByTrouble, IReadOnlyList<WorstDeviceItem> Items)
{
    public static WorstDevicesAnswer From(WatchedDevices found) => new(
        Instants.ToRfc3339(found.AsOf), found.Known, found.Troubled, found.Matching, found.Unnamed,
        TroubleWords.All.Index().ToDictionary(one => TroubleWords.Of(one.Item), one => found.ByTrouble[one.Index]), [.. found.Items.Select(WorstDeviceItem.From)]);
}

/// <param name="LastTroubleAt">Of the newest message that the counts of what went wrong are about.</param>
/// <param name="Connection">online, offline or unknown.</param>
public sealed record WorstDeviceItem(
    string Device, IReadOnlyList<string> Troubles, long Received, long Rejected, long Shed, long Refused, long Duplicate, long Missing, long OutOfOrder,
    long ReadingsRefused, string? LastReceivedAt, long? SkewMs, string? LastTroubleAt, string Connection)
{
    public static WorstDeviceItem From(WatchedDevice watched)
    {
        var tally = watched.Tally;
        return new WorstDeviceItem(
            tally.Device, [.. TroubleWords.Each(watched.Troubles).Select(TroubleWords.Of)], tally.Received, tally.Rejected, tally.Shed, tally.Refused,
            tally.Duplicate, tally.Missing, tally.OutOfOrder, tally.ReadingsRefused, Text(tally.LastReceivedAt), tally.SkewMs, Text(tally.LastTroubleAt), ConnectionWords.Of(watched.Online));
    }

    static string? Text(long? unixMs) => unixMs is { } instant ? Instants.ToRfc3339(instant) : null;
}
