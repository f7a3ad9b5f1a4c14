namespace CityOps.Core.Alerts;

/// <summary>
/// How often a series reports: in event time, to know a hole in a run, and by arrival, to know silence. Times are Unix ms.
/// </summary>
sealed class SeriesRhythm
{
    /// <summary>No shorter gap ever ends a run.</summary>
    const long ShortestHoleMs = 120_000;
    const long SilenceMarginMs = 10_000;

    GapWindow _observed;
    GapWindow _received;

    /// <summary>ObservedAt of the newest evaluated reading; <see cref="long.MinValue"/> before the first.</summary>
    public long LastObservedAt { get; private set; } = long.MinValue;

    /// <summary>ReceivedAt of the newest reading of any quality; <see cref="long.MinValue"/> before the first.</summary>
    public long LastReceivedAt { get; private set; } = long.MinValue;

    public ref readonly GapWindow ObservedGaps => ref _observed;

    public ref readonly GapWindow ReceivedGaps => ref _received;

    /// <summary>Takes a reading's arrival. Several readings of one message are one arrival.</summary>
    public void Arrive(long receivedAt)
    {
        if (receivedAt <= LastReceivedAt)
        {
            return;
        }

        if (LastReceivedAt != long.MinValue)
        {
            _received.Add(receivedAt - LastReceivedAt);
        }

        LastReceivedAt = receivedAt;
    }

    /// <summary>Takes the time of an evaluated reading; it is newer than the one before.</summary>
    public void Observe(long observedAt)
    {
        if (LastObservedAt != long.MinValue)
        {
            _observed.Add(observedAt - LastObservedAt);
        }

        LastObservedAt = observedAt;
    }

    /// <summary>
    /// Whether a reading at this time comes after a hole: longer than max(3 × interval, 2 min) since the last. The gap itself has
    /// no say in the interval it is judged by.
    /// </summary>
    /// <param name="intervalMs">Configured; null = the median of the last gaps, and no judgement while they are too few.</param>
    public bool IsAfterHole(long observedAt, long? intervalMs)
    {
        if (LastObservedAt == long.MinValue || observedAt - LastObservedAt <= ShortestHoleMs)
        {
            return false;
        }

        var interval = intervalMs ?? (_observed.IsEnough ? _observed.Median() : null);
        return interval is { } known && observedAt - LastObservedAt > 3 * known;
    }

    /// <summary>Whether nothing has come for longer than the absence formula allows.</summary>
    /// <param name="aliveSince">Start of the process or last reconnect, whichever is later: nobody listened before.</param>
    /// <param name="after">Stands instead of 1.5 × the interval and 10 s.</param>
    public bool IsSilent(long now, long aliveSince, long? intervalMs, TimeSpan? after = null) =>
        LastReceivedAt != long.MinValue && Allowed(intervalMs, after) is { } allowed && now - Math.Max(LastReceivedAt, aliveSince) > allowed;

    /// <summary>How long it may be silent, in ms; null = not to be judged.</summary>
    public long? Allowed(long? intervalMs, TimeSpan? after) =>
        after is { } given ? (long)given.TotalMilliseconds : Promised(intervalMs) is { } promised ? promised + SilenceMarginMs : null;

    /// <summary>
    /// Whether an arrival now ends what may have been judged as silence. The margin is left out: the judge's clock may have been
    /// ahead of the newest arrival.
    /// </summary>
    public bool MayEndSilence(long receivedAt, long? intervalMs) =>
        LastReceivedAt != long.MinValue && Promised(intervalMs) is { } promised && receivedAt - LastReceivedAt > promised;

    /// <summary>Between two arrivals, in ms; null = not known.</summary>
    public long? ArrivalInterval(long? intervalMs) => intervalMs ?? (_received.IsEnough ? _received.Percentile90() : null);

    /// <summary>1.5 × the interval: configured, else the 90th percentile of the arrival gaps; null = not to be judged.</summary>
    long? Promised(long? intervalMs) =>
        ArrivalInterval(intervalMs) is { } interval ? interval * 3 / 2 : null;

    public void Save(BinaryWriter writer)
    {
        writer.Write(LastObservedAt);
        writer.Write(LastReceivedAt);
        SaveGaps(writer, in _observed);
        SaveGaps(writer, in _received);
    }

    public static SeriesRhythm Load(BinaryReader reader)
    {
        var rhythm = new SeriesRhythm { LastObservedAt = reader.ReadInt64(), LastReceivedAt = reader.ReadInt64() };
        LoadGaps(reader, ref rhythm._observed);
        LoadGaps(reader, ref rhythm._received);
        return rhythm;
    }

    static void SaveGaps(BinaryWriter writer, in GapWindow gaps)
    {
        writer.Write(gaps.Count);
        for (var i = 0; i < gaps.Count; i++)
        {
            writer.Write(gaps.At(i));
        }
    }

    static void LoadGaps(BinaryReader reader, ref GapWindow gaps)
    {
        for (int i = reader.ReadByte(); i > 0; i--)
        {
            gaps.Add(reader.ReadUInt32());
        }
    }
}
