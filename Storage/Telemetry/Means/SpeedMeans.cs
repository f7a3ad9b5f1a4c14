using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Means;

/// <summary>
/// The mean speed of vehicles, not of readings. A detector gives one speed for many or few vehicles, so each counts as often as vehicles passed.
/// The harmonic mean Σn ÷ Σ(n ÷ v) is the space mean, the speed that travel time and density follow from; the flow-weighted mean Σ(n · v) ÷ Σn is the
/// time mean that one would measure at the roadside. Not safe for concurrent use.
/// </summary>
public sealed class SpeedMeans(BucketSize size)
{
    readonly List<WeightedMean> flowWeighted = [];
    readonly List<WeightedMean> harmonic = [];
    readonly CompensatedSum passed = new();
    readonly CompensatedSum speeds = new();
    readonly CompensatedSum hours = new();
    long bucket = long.MinValue;

    /// <summary>
    /// Oldest first. Where nobody passed there is no speed, and where vehicles passed it was not zero: such readings do not count.
    /// </summary>
    /// <param name="vehicles">How many passed, or a flow: any measure of them, the same all along.</param>
    public void Add(long at, double speed, double vehicles)
    {
        if (!(vehicles > 0 && speed > 0))
        {
            return;
        }

        if (size.StartOf(at) is var start && start != bucket)
        {
            Close();
            bucket = start;
        }

        passed.Add(vehicles);
        speeds.Add(vehicles * speed);
        hours.Add(vehicles / speed);
    }

    /// <summary>Both means of each bucket in which vehicles passed, oldest first.</summary>
    public (IReadOnlyList<WeightedMean> FlowWeighted, IReadOnlyList<WeightedMean> Harmonic) End()
    {
        Close();
        return (flowWeighted, harmonic);
    }

    void Close()
    {
        if (passed.Value > 0)
        {
            flowWeighted.Add(new WeightedMean(bucket, speeds.Value / passed.Value));
            harmonic.Add(new WeightedMean(bucket, passed.Value / hours.Value));
        }

        passed.Clear();
        speeds.Clear();
        hours.Clear();
    }
}
