using System.Globalization;
using CityOps.Simulators.Replay;

namespace CityOps.Simulators.Import.Ledger;

/// <summary>What the city made of an import, in sentences: nothing that it refused is passed over, and each comes with what to do.</summary>
static class LedgerText
{
    /// <param name="since">What came into the accounts of the devices since the import began.</param>
    /// <param name="messages">Acknowledged by the broker.</param>
    public static IEnumerable<string> Of(LedgerSum since, long messages)
    {
        yield return Text($"The city has received {since.Received} messages of these devices since: {since.Stored} stored, {since.Duplicate} duplicate, {since.Rejected} rejected; {since.ReadingsTaken} readings taken, {since.ReadingsRefused.Values.Sum()} refused.");
        (long Count, string What)[] told =
        [
            (since.Duplicate, "messages are duplicates: the city had them already, so nothing of them is lost and nothing is stored twice."),
            (since.Late, "messages were late: they are stored, but newer readings of their series were there before, so no rule judges them."),
            (since.Pending, "messages are still on their way into the store."),
            (since.Shed, "messages were shed: a device sent more than Devices:Rate and Devices:Burst allow. Import again with a lower --device-rate; what is there already is told as duplicate."),
            (since.Refused, "messages were refused by the store for good: GET /api/v1/dead-letters shows them."),
            (messages - since.Received, "messages are in no account of these devices: the city listens at another broker, or it knows its Devices:MaxDiscovered devices and takes no further ones."),
        ];
        foreach (var (count, what) in told.Where(one => one.Count > 0))
        {
            yield return Text($"  {count} {what}");
        }

        foreach (var (reason, count) in since.ReadingsRefused.Where(one => one.Value > 0).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal))
        {
            yield return Text($"  {count} readings refused as {reason}: {WhatToDo(reason)}");
        }
    }

    /// <summary>Whether anything of it is not in the city now. Duplicates are.</summary>
    public static bool IsAnythingMissing(LedgerSum since, long messages) =>
        since.Rejected + since.Shed + since.Refused + since.ReadingsRefused.Values.Sum() > 0 || messages > since.Received;

    static string WhatToDo(string reason) => reason switch
    {
        "too_old" => $"start the city with a longer Ingestion:MaxAge, such as {ReplayText.LongMaxAge}, and import again. Of messages that it took in part, POST /api/v1/quarantine/replay takes the rest.",
        "in_future" => "they lie ahead of the city's clock by more than Ingestion:MaxAhead.",
        "unknown_unit" => "their series has another unit in this city, to which this one does not convert.",
        "wrong_domain" => "the device belongs to another domain in this city since its first message.",
        "unknown_device" => "the city takes only devices that somebody added (Devices:AutoAccept): add them and import again.",
        "too_many_series" => "the device has more quantities than Devices:MaxSeries allows, or the city is full of devices that nobody added.",
        _ => "the page Health, and GET /api/v1/quarantine, show the messages.",
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
