using CityOps.Core.Readings;
using CityOps.Simulators.City;
using CityOps.Simulators.Faults.Steps;

namespace CityOps.Simulators.Faults;

/// <summary>A kind of fault: what it does, and what the product is to show because of it.</summary>
/// <param name="Stage">Place among the faults of one device; lower ones come first.</param>
/// <param name="Sentence">For a person.</param>
/// <param name="Size">Default of <see cref="Fault.Size"/>.</param>
/// <param name="SizeIs">What that measures, with its unit; null where it has none.</param>
/// <param name="Rate">Default of <see cref="Fault.Rate"/>.</param>
/// <param name="Truth">What becomes of it in ledger, quarantine, quality and alerts, in the words of the contract.</param>
/// <param name="Begin">Null where it befalls connections and not messages.</param>
sealed record FaultKind(
    string Name, int Stage, string Sentence, double Size, string? SizeIs, double Rate, string Truth, Func<StepContext, IFaultStep>? Begin)
{
    /// <summary>The one that befalls connections and not messages.</summary>
    public const string OfConnections = "gateway";
    const long HourMs = 3_600_000;

    /// <summary>In the order in which they meet a message.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("stuck", 0, "Values stay what they were when it began.", 0, null, 1,
            "good readings that do not move: a rule 'stuck'", c => new StuckStep()),
        new("drift", 1, "Values move away from the truth, more with every hour.", 20, "percent of the value per hour", 1,
            "good readings, then rules on value, neighbours or baseline", c => new ChangeStep(c, m => Drift(c, m))),
        new("spike", 2, "Single values beyond what can be.", 1.2, "times the end of the possible range", 0.1,
            "quality fail, out_of_range; no alert from them", c => new ChangeStep(c, m => Spike(c, m))),
        new("unit", 3, "Numbers in another unit than the device says.", 0, null, 1,
            "fail where that cannot be, else rules on value", c => new ChangeStep(c, m => m.WithValues((r, i) => UnitSlip.Of(m.Device.UnitOf(i), r.Values[i])))),
        new("unit-name", 4, "The first value names a unit that nobody knows.", 0, null, 1,
            "refused readings unknown_unit, a quarantine row each", c => new ChangeStep(c, m => m with { OddUnit = UnitSlip.Foreign })),
        new("clock", 5, "The device's clock is wrong.", 120, "seconds ahead, negative = behind", 1,
            "60 s to 5 min ahead suspect, clock_ahead; beyond rejected in_future; 31 days behind too_old; behind late; the device's skewMs", c => new ChangeStep(c, m => Skew(c, m))),
        new("storm", 6, "Many messages where one is due.", 20, "messages for each one", 1,
            "received rises; beyond rate and burst of a device shed", c => new StormStep(c)),
        new("dropout", 7, "Messages get lost before the broker.", 0, null, 1,
            "missing once later ones come; silence: a rule 'absent'", c => new LossStep(c)),
        new("outage", 8, "Devices send nothing and keep everything; afterwards it comes at once.", 500, "records a message afterwards, 1 = a burst of single ones", 1,
            "nothing missing, nothing late; silence until it ends", c => new KeepStep(c)),
        new("reorder", 9, "Messages are overtaken by the next one.", 0, null, 0.5,
            "outOfOrder and late, one each", c => new SwapStep(c)),
        new("duplicate", 10, "Messages come again.", 1, "copies of each", 1,
            "duplicate; each reading stays one in the store", c => new CopyStep(c)),
        new("malformed", 11, "Payloads or topics that nobody can read.", 0, null, 1,
            "rejected with the reason of the form, a quarantine row each", c => new ChangeStep(c, m => m with { Form = FormOf(c, m) })),
        new(OfConnections, 12, "Connections of gateways, or of devices with a client of their own, are cut and stay away.", 0, null, 1,
            "last will 'offline': one alert of a rule 'absent' that says how many devices it hides; nothing lost", null),
    ];

    public static FaultKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    static DeviceMessage Drift(StepContext c, DeviceMessage m) =>
        m.WithValues((r, i) => r.Values[i] * (1 + c.Fault.Size / 100 * (r.At - c.Fault.StartMs) / HourMs));

    static DeviceMessage Skew(StepContext c, DeviceMessage m) =>
        m with { Records = [.. m.Records.Select(r => r with { Ts = r.Ts + (long)(c.Fault.Size * 1000) })] };

    /// <summary>One value of each record jumps above its possible range, or below where that has no upper end.</summary>
    static DeviceMessage Spike(StepContext c, DeviceMessage m) => m.WithValues((r, i) =>
        i != (int)(Noise.Uniform(~c.Key, r.Seq) * m.Device.Device.Quantities.Count)
        || !QuantityCatalog.TryGet(m.Device.Device.Domain, m.Device.Device.Quantities[i].Name, out var spec) ? r.Values[i]
        : double.IsFinite(spec.Fail.Max) ? spec.Fail.Max * c.Fault.Size : spec.Fail.Min - c.Fault.Size);

    static MalformedForm FormOf(StepContext c, DeviceMessage m) =>
        c.Fault.Form ?? MalformedForm.All[(int)((ulong)m.Last.Seq % (ulong)MalformedForm.All.Count)];
}
