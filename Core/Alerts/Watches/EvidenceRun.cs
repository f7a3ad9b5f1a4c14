namespace CityOps.Core.Alerts;

/// <summary>The readings of a pending run, bounded.</summary>
sealed class EvidenceRun
{
    readonly List<EvidenceReading> _readings = new(1);
    bool _truncated;

    /// <summary>The most extreme value of the run in the direction of the limit, kept or not.</summary>
    public double Worst { get; private set; } = double.NaN;

    /// <summary>One place stays free for the reading that raises.</summary>
    public void Add(EvidenceReading reading, Limit limit)
    {
        Worst = double.IsNaN(Worst) ? reading.V : limit.Worse(Worst, reading.V);
        if (_readings.Count < AlertEvidence.MaxReadings - 1)
        {
            _readings.Add(reading);
        }
        else
        {
            _truncated = true;
        }
    }

    /// <summary>The evidence of the raise: the run as kept, and the reading that raised.</summary>
    public AlertEvidence Close(int ruleVersion, EvidenceReading raising) => new(ruleVersion, [.. _readings, raising], _truncated);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Worst);
        writer.Write(_truncated);
        writer.Write(_readings.Count);
        foreach (var (t, v, q) in _readings)
        {
            writer.Write(t);
            writer.Write(v);
            writer.Write((byte)q);
        }
    }

    public static EvidenceRun Load(BinaryReader reader)
    {
        var run = new EvidenceRun { Worst = reader.ReadDouble(), _truncated = reader.ReadBoolean() };
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            run._readings.Add(new EvidenceReading(reader.ReadInt64(), reader.ReadDouble(), (Readings.Quality)reader.ReadByte()));
        }

        return run;
    }
}
