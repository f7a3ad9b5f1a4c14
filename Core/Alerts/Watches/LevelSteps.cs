namespace CityOps.Core.Alerts;

/// <summary>Where the higher levels of a rule stand: each holds and returns with the delays of the rule, like a condition of its own. Not thread-safe.</summary>
sealed class LevelSteps(IReadOnlyList<Level> levels)
{
    /// <summary>Of all but the first, which is the alert itself.</summary>
    readonly ConditionState[] _states = new ConditionState[levels.Count - 1];

    public void Step(AlertRule rule, in Sample sample)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            var limit = levels[i + 1].Limit;
            ConditionMachine.Step(ref _states[i], rule, new Finding(sample.T, sample.T, limit.Meets(sample.V), limit.BeyondClear(sample.V), sample.AfterHole));
        }
    }

    /// <summary>Of the highest level that holds.</summary>
    public Severity Severity(Severity lowest)
    {
        for (var i = _states.Length - 1; i >= 0; i--)
        {
            if (_states[i].Phase is RunPhase.Active or RunPhase.Clearing)
            {
                return levels[i + 1].Severity;
            }
        }

        return lowest;
    }

    /// <summary>Of an alert that the log knows with this severity.</summary>
    public void Adopt(Severity severity, long startedAt)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            _states[i] = levels[i + 1].Severity >= severity ? new ConditionState(RunPhase.Active, startedAt) : default;
        }
    }

    public void Clear() => Array.Clear(_states);

    public void Save(BinaryWriter writer)
    {
        foreach (var (phase, since) in _states)
        {
            writer.Write((byte)phase);
            writer.Write(since);
        }
    }

    public void Load(BinaryReader reader)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            _states[i] = new ConditionState((RunPhase)reader.ReadByte(), reader.ReadInt64());
        }
    }
}
