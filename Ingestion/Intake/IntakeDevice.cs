using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Registration;

namespace CityOps.Ingestion.Intake;

/// <summary>What intake remembers of one device. The limits have locks of their own; all else is held by intake's lock.</summary>
sealed class IntakeDevice(string id, IntakeSettings settings)
{
    RegisteredDevice? _registered;

    public string Id => id;

    public SenderLimits Limits { get; } = new(settings);

    /// <summary>The domain of its first message; null before that.</summary>
    public string? Domain { get; set; }

    /// <summary>By quantity.</summary>
    public Dictionary<string, IntakeSeries> Series { get; } = [];

    /// <summary>What the registry has of it. Safe for concurrent use.</summary>
    public RegisteredDevice Registered(RegistryMirror mirror) =>
        _registered is { } known && mirror.IsCurrent(known) ? known : _registered = mirror.Look(id);

    /// <summary>Messages that it has sent again, since the start.</summary>
    public long Repeats { get; set; }
}

/// <summary>A series with what the next reading is compared with.</summary>
sealed class IntakeSeries(Series series)
{
    public Series Series => series;

    /// <summary>Its newest reading that did not fail.</summary>
    public Predecessor? Newest { get; set; }
}
