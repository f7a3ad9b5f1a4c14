using CityOps.Core.Readings;

namespace CityOps.Ingestion.Configuration;

/// <summary>How long readings and roll-ups are kept; null = for ever.</summary>
public sealed record KeptFor(TimeSpan? Raw, TimeSpan? Hour, TimeSpan? Day);

/// <summary>How long what is kept, by domain: each says only what is other than for all.</summary>
public sealed record RetentionSettings(KeptFor All, IReadOnlyDictionary<string, KeptFor> ByDomain)
{
    /// <summary>Everything, for ever.</summary>
    public static RetentionSettings ForEver { get; } = new(new KeptFor(null, null, null), new Dictionary<string, KeptFor>());

    /// <summary>There is something to delete some day.</summary>
    public bool Ends => ByDomain.Values.Append(All).Any(kept => kept is not { Raw: null, Hour: null, Day: null });

    public KeptFor Of(string domain) => ByDomain.GetValueOrDefault(domain, All);

    public bool Equals(RetentionSettings? other) => other is not null && All == other.All && Domains.All.All(domain => Of(domain) == other.Of(domain));

    public override int GetHashCode() => All.GetHashCode();
}
