using CityOps.Core.City;

namespace CityOps.Storage.City.Entities;

/// <summary>
/// A device in two layers: what a person has set, and beneath it what its births said. The person's layer wins field by field.
/// </summary>
sealed class DeviceEntity : IRevised
{
    public required string Id { get; init; }
    /// <summary>Of its first message or its first PUT; never changes.</summary>
    public required string Domain { get; init; }
    public required Registration Registration { get; set; }

    public string? Name { get; set; }
    public string? Station { get; set; }
    public string? Gateway { get; set; }
    public int? IntervalSeconds { get; set; }

    public string? BirthName { get; set; }
    public string? BirthStation { get; set; }
    public string? BirthGateway { get; set; }
    public int? BirthIntervalSeconds { get; set; }
    public string? Firmware { get; set; }
    /// <summary>JSON object quantity → unit of the births' <c>m</c>, keys in ordinal order; null when it never gave one.</summary>
    public string? BirthUnits { get; set; }

    public int Revision { get; set; } = 1;

    public string? EffectiveStation => Station ?? BirthStation;

    public Device ToDevice() => new(
        Id, Name ?? BirthName ?? Id, Domain, EffectiveStation, Gateway ?? BirthGateway, Registration,
        IntervalSeconds ?? BirthIntervalSeconds, Firmware);
}
