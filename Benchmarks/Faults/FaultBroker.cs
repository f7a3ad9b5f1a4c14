namespace CityOps.Benchmarks.Faults;

/// <summary>Whose acknowledgements a publisher gets, and with that which programs the city is made of.</summary>
public enum FaultBroker
{
    /// <summary>mosquitto as shipped, the Ingestion program, InfluxDB.</summary>
    Mosquitto,

    /// <summary>The Dashboard program with everything in it.</summary>
    Embedded,
}
