using System.Numerics;

namespace CityOps.Ingestion.Http;

/// <summary>Which of two devices is worse, in general or in one trouble; of equals the one whose id comes first.</summary>
sealed class WorstFirst : IComparer<WatchedDevice>
{
    const DeviceTrouble AtTheMoment = DeviceTrouble.Clock | DeviceTrouble.Offline | DeviceTrouble.Silent;

    readonly Func<WatchedDevice, (long, long, long)> _weight;

    WorstFirst(Func<WatchedDevice, (long, long, long)> weight) => _weight = weight;

    public static WorstFirst By(DeviceTrouble? trouble) => new(trouble switch
    {
        DeviceTrouble.Rejected => device => (device.Tally.Rejected, 0, 0),
        DeviceTrouble.Shed => device => (device.Tally.Shed, 0, 0),
        DeviceTrouble.Refused => device => (device.Tally.Refused, 0, 0),
        DeviceTrouble.Missing => device => (device.Tally.Missing, 0, 0),
        DeviceTrouble.Readings => device => (device.Tally.ReadingsRefused, 0, 0),
        DeviceTrouble.Repeated => device => (device.Tally.Duplicate, 0, 0),
        DeviceTrouble.OutOfOrder => device => (device.Tally.OutOfOrder, 0, 0),
        DeviceTrouble.Clock => device => (Math.Abs(device.Tally.SkewMs ?? 0), 0, 0),
        DeviceTrouble.Offline or DeviceTrouble.Silent => device => (-(device.Tally.LastReceivedAt ?? 0), 0, 0),
        _ => device => (device.Tally.Lost, BitOperations.PopCount((uint)(device.Troubles & AtTheMoment)), device.Tally.ReadingsRefused + device.Tally.OutOfOrder),
    });

    public int Compare(WatchedDevice x, WatchedDevice y) => _weight(y).CompareTo(_weight(x)) is var worse and not 0 ? worse : string.CompareOrdinal(x.Tally.Device, y.Tally.Device);
}
