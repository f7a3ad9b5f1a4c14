namespace CityOps.Core.Alerts;

/// <summary>The value minus the median of the same quantity in the neighbourhood; with fewer than three fresh neighbours there is none.</summary>
sealed class NeighboursMeasure(Measure measure) : MeasureMemory
{
    const int Fewest = 3;

    readonly List<double> _values = [];

    public override void Take(in Judgement judgement, List<Sample> into)
    {
        var reading = judgement.Reading;
        _values.Clear();
        foreach (var neighbour in judgement.Others.Near(judgement.Series, measure.RadiusMetres))
        {
            if (neighbour.IsFresh(reading.ObservedAt))
            {
                _values.Add(neighbour.LastValue);
            }
        }

        if (_values.Count >= Fewest)
        {
            _values.Sort();
            var (half, odd) = (_values.Count / 2, _values.Count % 2 == 1);
            var median = odd ? _values[half] : (_values[half - 1] + _values[half]) / 2;
            into.Add(new Sample(reading.ObservedAt, reading.ObservedAt, reading.Value - median, reading.Quality, judgement.AfterHole));
        }
    }
}
