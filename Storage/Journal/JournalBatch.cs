using System.Runtime.InteropServices;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Storage.Journal;

/// <summary>A place in one journal. Positions rise by one with each batch and are never used twice in a journal.</summary>
/// <param name="JournalId">Random per journal: a position of another journal means nothing.</param>
public readonly record struct JournalPosition(Guid JournalId, long Position);

/// <summary>
/// What was committed together: some messages, what became of each, and the readings that were taken. Self-contained: it
/// names devices and series in words and holds no id of another database. Nobody changes it after its commit; safe to share.
/// </summary>
public sealed class JournalBatch
{
    public required JournalPosition Position { get; init; }
    /// <summary>ReceivedAt of its newest message, Unix ms.</summary>
    public required long ReceivedAt { get; init; }
    /// <summary>Device ids that <see cref="JournalMessage.Device"/> counts into.</summary>
    public required string[] Devices { get; init; }
    /// <summary>Series that <see cref="JournalReading.Series"/> counts into, with domain and unit.</summary>
    public required Series[] Series { get; init; }
    public required JournalMessage[] Messages { get; init; }
    /// <summary>In order of receipt.</summary>
    public required JournalReading[] Readings { get; init; }

    /// <summary>Readings and messages: what it takes in memory, about 50 to 150 bytes each.</summary>
    public int Size => Readings.Length + Messages.Length;

    /// <summary>The series of a reading.</summary>
    public Series SeriesAt(int reading) => Series[Readings[reading].Series];

    /// <summary>A reading of this batch in full.</summary>
    public Reading ReadingAt(int index)
    {
        ref readonly var r = ref Readings[index];
        return new Reading(Series[r.Series].Id, r.ObservedAt, r.ReceivedAt, r.Value, r.Quality, r.Reasons, r.Late);
    }
}

/// <summary>What became of one PUBLISH. Exactly one of these for every message of the ledger.</summary>
public enum MessageClass : byte
{
    Decoded = 1,
    Rejected = 2,
    Shed = 3,
    /// <summary>Decoded, but the same as one of the last messages.</summary>
    Duplicate = 4,
}

/// <param name="Device">Index into <see cref="JournalBatch.Devices"/>, or -1 where there is no account to put it on.</param>
/// <param name="Reason">With <see cref="MessageClass.Rejected"/>: why.</param>
/// <param name="Hash">XxHash128 of topic and payload; zero where the message can never be a duplicate.</param>
/// <param name="Seqs">The device's counters in this message: usually one, or none.</param>
/// <param name="Refused">Readings that were not taken, by reason.</param>
public sealed record JournalMessage(
    int Device, MessageClass Class, RejectReason Reason, UInt128 Hash, long[] Seqs, int ReadingsTaken,
    RefusedReadings[] Refused, bool Late, bool Conflicting)
{
    /// <summary>The newest time the message gave − ReceivedAt, ms, taken or not: how far the device's clock is off. Null where it gave none.</summary>
    public long? SkewMs { get; init; }

    /// <summary>How many messages this stands for: the shed ones of a device and batch are one entry, all others are one each.</summary>
    public int Count { get; init; } = 1;

    /// <summary>It came from the quarantine: its first time is another message of the ledger.</summary>
    public bool Replayed { get; init; }
}

public readonly record struct RefusedReadings(RejectReason Reason, int Count);

/// <param name="Series">Index into <see cref="JournalBatch.Series"/>.</param>
/// <param name="ObservedAt">Unix ms.</param>
/// <param name="ReceivedAt">Unix ms.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JournalReading(
    int Series, long ObservedAt, long ReceivedAt, double Value, Quality Quality, QualityReasons Reasons, bool Late);
