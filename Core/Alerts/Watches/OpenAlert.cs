namespace CityOps.Core.Alerts;

/// <summary>What the evaluator remembers of an alert that has not cleared.</summary>
sealed class OpenAlert(string id, double peak)
{
    public string Id { get; } = id;

    public double Peak { get; private set; } = peak;

    /// <summary>The peak is newer than what was last told.</summary>
    public bool PeakMoved { get; set; }

    public bool Unknown { get; set; }

    /// <summary>As last told.</summary>
    public Severity Severity { get; set; }

    /// <summary>Its raise may have been old when it was written: to be announced at its first recent reading.</summary>
    public bool AwaitsAnnouncement { get; set; }

    /// <summary>Readings up to this ObservedAt have had their say already.</summary>
    public long Floor { get; init; } = long.MinValue;

    public void Reach(double value)
    {
        if (value != Peak)
        {
            Peak = value;
            PeakMoved = true;
        }
    }

    public AlertChange Change(TransitionKind kind, long eventTime, double? value = null, string? reason = null) =>
        new(Id, kind, eventTime, value, Peak, reason);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Id);
        writer.Write(Peak);
        writer.Write(PeakMoved);
        writer.Write(Unknown);
        writer.Write(AwaitsAnnouncement);
        writer.Write(Floor);
        writer.Write((byte)Severity);
    }

    /// <param name="severity">Of the rule: before format 2 no other was possible.</param>
    public static OpenAlert Load(BinaryReader reader, int format, Severity severity) => new(reader.ReadString(), reader.ReadDouble())
    {
        PeakMoved = reader.ReadBoolean(),
        Unknown = reader.ReadBoolean(),
        AwaitsAnnouncement = reader.ReadBoolean(),
        Floor = reader.ReadInt64(),
        Severity = format >= 2 ? (Severity)reader.ReadByte() : severity,
    };
}
