using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <content>Readings of one message and moment, which rules over several series judge as one.</content>
public sealed partial class AlertEvaluator
{
    /// <summary>
    /// Some rule compares series with each other. Then the readings of one message and moment are to be said before they are judged, each with
    /// <see cref="Foresee"/>, and <see cref="EndTogether"/> after them: their order in the message must not matter.
    /// </summary>
    public bool LooksAround { get; private set; }

    /// <inheritdoc cref="LooksAround"/>
    public void Foresee(in Reading reading, Series of)
    {
        _isTogether = true;
        var series = SeriesOf(of);
        if (TakesPart(in reading, series.Rhythm))
        {
            series.Foresee(in reading);
        }
    }

    /// <inheritdoc cref="LooksAround"/>
    public void EndTogether(List<AlertChange> into)
    {
        _isTogether = false;
        foreach (var group in _moved.Count > 1 ? _moved.OrderBy(one => one.Rule.Id, StringComparer.Ordinal).ThenBy(one => one.Subject, StringComparer.Ordinal) : _moved.AsEnumerable())
        {
            JudgeGroup(group, into);
        }

        _moved.Clear();
    }

    void JudgeGroup(GroupWatch group, List<AlertChange> into)
    {
        var (at, before) = (_last.Reading.ObservedAt, into.Count);
        group.Judge(_last with { MayRaise = _raises.MayRaise(group.Subject, group, at) }, into);
        if (into.Count > before && into[before].Kind == TransitionKind.Raised)
        {
            _raises.Raised(group.Subject, group, at);
        }
    }

    void FindWhetherTheyLookAround() =>
        LooksAround = Array.Exists(_rules, rule => rule.Condition.IsGroup || rule.Condition.Of.Kind is MeasureKind.Difference or MeasureKind.Neighbours);
}
