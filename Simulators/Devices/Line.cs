namespace CityOps.Simulators.Devices;

/// <summary>One connection to the broker and who speaks through it: a gateway and its devices, or one device with a client of its own.</summary>
/// <param name="Gateway">Null where the device speaks for itself.</param>
sealed record Line(Gateway? Gateway, IReadOnlyList<CityDevice> Devices)
{
    /// <summary>Id of the gateway or of the device.</summary>
    public string Name => Gateway?.Name ?? Devices[0].Device.Id;
    public string Domain => Devices[0].Device.Domain;
    public string District => Gateway?.District ?? Devices[0].Device.District;

    /// <summary>Where its last will is heard.</summary>
    public string StatusTopic => Gateway?.StatusTopic ?? Devices[0].Device.StatusTopic;
}
