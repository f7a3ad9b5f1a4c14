namespace CityOps.Core.Readings;

/// <summary>What a unit measures. Units of one dimension convert into each other.</summary>
enum Dimension : byte
{
    AirConcentration,
    /// <summary>ppb and ppm: to a mass concentration only through the gas they are of.</summary>
    MixingRatio,
    WaterConcentration,
    Temperature,
    Ratio,
    Count,
    Pressure,
    Flow,
    Volume,
    Length,
    Speed,
    Time,
    VehicleFlow,
    Turbidity,
    Conductivity,
    Voltage,
    Current,
    Power,
    ReactivePower,
    ApparentPower,
    Energy,
    Frequency,
    SoundLevel,
}
