namespace CityOps.Core.Alerts;

/// <summary>How a part of CityOps looks at one moment.</summary>
/// <param name="IsWell">Null where nobody can tell, because another part's trouble explains it.</param>
/// <param name="Since">Where it is not well: since when, Unix ms.</param>
/// <param name="Why">Where it is not well: what is wrong, in words.</param>
public readonly record struct PartSight(bool? IsWell, long Since, string? Why)
{
    public static PartSight Well { get; } = new(true, 0, null);

    public static PartSight Unclear { get; } = new(null, 0, null);

    public static PartSight Away(long since, string why) => new(false, since, why);
}
