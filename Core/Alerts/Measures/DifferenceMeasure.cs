using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>The value minus the newest one of another series, where that is not older than a hole.</summary>
sealed class DifferenceMeasure(Measure measure) : MeasureMemory
{
    public override void Take(in Judgement judgement, List<Sample> into)
    {
        var reading = judgement.Reading;
        var other = SeriesId.TryParse(measure.Other, out var series) ? series : new SeriesId(reading.Series.Device, measure.Other!);
        if (judgement.Others.Find(other) is { } found && found.IsFresh(reading.ObservedAt))
        {
            var quality = found.LastQuality == Quality.Suspect ? Quality.Suspect : reading.Quality;
            into.Add(new Sample(reading.ObservedAt, reading.ObservedAt, reading.Value - found.LastValue, quality, judgement.AfterHole));
        }
    }
}
