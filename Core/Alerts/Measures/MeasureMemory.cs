using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>What a measure remembers of one series for one rule. Not thread-safe.</summary>
abstract class MeasureMemory
{
    /// <summary>Null where a reading is its own measure.</summary>
    public static MeasureMemory? For(Condition condition, CivilDays days)
    {
        var measure = condition.Of;
        return measure.Kind switch
        {
            MeasureKind.Value => null,
            MeasureKind.Difference => new DifferenceMeasure(measure),
            MeasureKind.Neighbours => new NeighboursMeasure(measure),
            MeasureKind.Baseline => new BaselineMeasure(measure, days),
            _ when measure.IsLegal => new LegalWindow(measure, condition.Limit),
            _ when measure.Tumbling => new TumblingWindow(measure, days),
            _ => new SlidingWindow(measure),
        };
    }

    /// <summary>Takes a reading that is neither failed nor late, and gives the samples that it completes.</summary>
    public abstract void Take(in Judgement judgement, List<Sample> into);

    /// <summary>A late reading enters windows that are still open, and completes nothing.</summary>
    public virtual void TakeLate(in Reading reading)
    {
    }

    /// <summary>The rule has another limit now.</summary>
    public virtual void Follow(Limit limit)
    {
    }

    /// <summary>What the last sample was made of.</summary>
    public virtual IReadOnlyList<EvidenceBucket> Evidence => [];

    public virtual void Save(BinaryWriter writer)
    {
    }

    public virtual void Load(BinaryReader reader)
    {
    }
}
