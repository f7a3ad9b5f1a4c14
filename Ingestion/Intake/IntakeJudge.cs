using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Intake;

/// <summary>
/// Judges decoded readings against what came before them: unit, number of series, quality, late, conflicting. Moves the memory of
/// the device, so it is called under intake's lock and in the order in which the journal gets the messages.
/// </summary>
/// <param name="series">How many there are in the city.</param>
sealed class IntakeJudge(RegistryMirror registry, IntakeSettings settings, int series)
{
    /// <summary>A device may begin so many whatever the others have begun.</summary>
    const int OwnSeries = 8;

    int _series = series;

    /// <summary>
    /// Fills the entry with the readings that are taken and counts the others; the entry's reason is that of the first refused
    /// reading in payload order. True when at least one was taken.
    /// </summary>
    public bool Judge(IntakeDevice device, string domain, DecodedMessage message, JournalEntry entry, List<Series> discovered)
    {
        var (tooMany, badUnit) = (0, 0);
        CountRefused(message, entry);
        entry.Reason = message.Reason;
        for (var i = 0; i < message.Readings.Length; i++)
        {
            ref readonly var reading = ref message.Readings[i];
            var before = tooMany + badUnit;
            if (SeriesOf(device, domain, reading, discovered) is not { } series)
            {
                tooMany++;
            }
            else if (!TryUnit(reading, series, out var value))
            {
                badUnit++;
            }
            else
            {
                Take(reading, value, series, entry);
            }

            if (before == 0 && tooMany + badUnit > 0 && (message.Reason == RejectReason.None || i < message.TakenBeforeReason))
            {
                entry.Reason = tooMany > 0 ? RejectReason.TooManySeries : RejectReason.UnknownUnit;
            }
        }

        Add(entry, RejectReason.TooManySeries, tooMany);
        Add(entry, RejectReason.UnknownUnit, badUnit);
        return entry.Readings.Count > 0;
    }

    /// <summary>Why the first reading would be refused that would be; None when all would be taken. Moves nothing.</summary>
    public RejectReason FirstRefusal(IntakeDevice device, string domain, DecodedMessage message)
    {
        Dictionary<string, IntakeSeries>? begun = null;
        foreach (ref readonly var reading in message.Readings)
        {
            if (!device.Series.TryGetValue(reading.Quantity, out var series) && begun?.TryGetValue(reading.Quantity, out series) != true)
            {
                if (device.Series.Count + (begun?.Count ?? 0) >= MostSeries)
                {
                    return RejectReason.TooManySeries;
                }

                (begun ??= []).Add(reading.Quantity, series = Begin(device, domain, reading));
            }

            if (!TryUnit(reading, series!, out _))
            {
                return RejectReason.UnknownUnit;
            }
        }

        return RejectReason.None;
    }

    int MostSeries => _series < settings.MaxDiscoveredSeries ? settings.MaxSeries : Math.Min(OwnSeries, settings.MaxSeries);

    IntakeSeries? SeriesOf(IntakeDevice device, string domain, in DecodedReading reading, List<Series> discovered)
    {
        if (device.Series.TryGetValue(reading.Quantity, out var known))
        {
            return known;
        }

        if (device.Series.Count >= MostSeries)
        {
            return null;
        }

        var added = Begin(device, domain, reading);
        device.Series.Add(reading.Quantity, added);
        _series++;
        discovered.Add(added.Series);
        return added;
    }

    IntakeSeries Begin(IntakeDevice device, string domain, in DecodedReading reading)
    {
        var id = new SeriesId(device.Id, reading.Quantity);
        return new IntakeSeries(registry.Current.Series.TryGetValue(id, out var registered)
            ? registered
            : new Series(id, domain, reading.Unit ?? Units.Dimensionless));
    }

    /// <summary>A quantity without a spec keeps the first unit that was seen; its other readings must be convertible to it.</summary>
    static bool TryUnit(in DecodedReading reading, IntakeSeries series, out double value)
    {
        value = reading.Value;
        return reading.Unit is null || reading.Unit == series.Series.Unit ||
            (reading.Spec is null && Units.TryConvert(reading.Value, reading.Unit, series.Series.Unit, out value) && double.IsFinite(value));
    }

    static void Take(in DecodedReading reading, double value, IntakeSeries series, JournalEntry entry)
    {
        var late = series.Newest is { } newest && reading.ObservedAt <= newest.ObservedAt;
        entry.Conflicting |= series.Newest is { } same && same.ObservedAt == reading.ObservedAt && !same.Value.Equals(value);
        var (quality, reasons) = ReadingValidator.Judge(
            reading.Spec, value, reading.ObservedAt, reading.ClockAhead, late ? null : series.Newest);
        if (!late && quality != Quality.Fail)
        {
            series.Newest = new Predecessor(reading.ObservedAt, value);
        }

        entry.Readings.Add(new EntryReading(series.Series, reading.ObservedAt, value, quality, reasons, late));
    }

    /// <summary>Notes what the decoder refused.</summary>
    public static void CountRefused(DecodedMessage message, JournalEntry entry)
    {
        if (message.RefusedTotal > 0)
        {
            for (var reason = RejectReason.BadTopic; reason <= RejectReason.TooManySeries; reason++)
            {
                Add(entry, reason, message.Refused(reason));
            }
        }
    }

    /// <summary>The decoder may have refused readings for the same reason: one number each.</summary>
    static void Add(JournalEntry entry, RejectReason reason, int count)
    {
        var at = entry.Refused.FindIndex(r => r.Reason == reason);
        if (count > 0 && at >= 0)
        {
            entry.Refused[at] = new RefusedReadings(reason, entry.Refused[at].Count + count);
        }
        else if (count > 0)
        {
            entry.Refused.Add(new RefusedReadings(reason, count));
        }
    }
}
