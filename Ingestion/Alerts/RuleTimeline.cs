using CityOps.Core.Alerts;
using CityOps.Storage.City;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Alerts;

/// <summary>
/// Which rule versions judge from which batch on. A new version is committed to the journal's index before the first batch it
/// judges, so that judging the journal again after a crash uses the same versions for the same batches. One caller.
/// </summary>
sealed class RuleTimeline
{
    readonly JournalIndex _index;
    readonly RuleBook _book;
    readonly Dictionary<string, AlertRule> _rules;
    readonly Queue<RuleEffect> _recorded;
    long _bookRevision = -1;

    /// <param name="rules">The rules as they stood at <paramref name="position"/>.</param>
    public RuleTimeline(JournalIndex index, RuleBook book, IReadOnlyList<AlertRule> rules, long position)
    {
        (_index, _book) = (index, book);
        _rules = rules.ToDictionary(rule => rule.Id);
        _recorded = new Queue<RuleEffect>(index.RuleEffectsAfter(position));
    }

    public IReadOnlyList<AlertRule> Rules => [.. _rules.Values];

    /// <summary>
    /// Goes to a batch that may have been judged before. Returns when the rules changed there, Unix ms, or null when they did not.
    /// </summary>
    public long? Replay(long position)
    {
        long? changedAt = null;
        while (_recorded.TryPeek(out var effect) && effect.Position <= position)
        {
            Apply(_recorded.Dequeue());
            changedAt = effect.At;
        }

        return changedAt;
    }

    /// <summary>
    /// Takes over what people changed in the rule book, in force from <paramref name="position"/> on, which nobody has judged yet.
    /// True when the rules changed.
    /// </summary>
    /// <param name="now">Unix ms.</param>
    public async Task<bool> TakeChangesAsync(long position, long now, CancellationToken cancellationToken)
    {
        var revision = await _book.RevisionAsync(cancellationToken).ConfigureAwait(false);
        if (revision == _bookRevision)
        {
            return false;
        }

        var wanted = (await _book.ListAsync(includeDisabled: false, cancellationToken).ConfigureAwait(false)).ToDictionary(rule => rule.Id);
        var effects = new List<RuleEffect>();
        foreach (var rule in wanted.Values.Where(rule => !_rules.TryGetValue(rule.Id, out var present) || present.Version != rule.Version))
        {
            effects.Add(new RuleEffect(position, now, rule.Id, rule.Version, RuleJson.Write(rule, withIdAndVersion: false)));
        }

        foreach (var gone in _rules.Values.Where(rule => !wanted.ContainsKey(rule.Id)))
        {
            effects.Add(new RuleEffect(position, now, gone.Id, gone.Version, null));
        }

        if (effects.Count > 0)
        {
            _index.SaveRuleEffects(effects);
            effects.ForEach(Apply);
        }

        _bookRevision = revision;
        return effects.Count > 0;
    }

    void Apply(RuleEffect effect)
    {
        if (effect.Body is null)
        {
            _rules.Remove(effect.Rule);
        }
        else if (RuleJson.TryRead(effect.Body, out var rule, out var error))
        {
            _rules[effect.Rule] = rule with { Id = effect.Rule, Version = effect.Version };
        }
        else
        {
            throw new InvalidDataException($"Rule {effect.Rule} version {effect.Version} in the journal's index cannot be read: {error}");
        }
    }
}
