namespace CityOps.Simulators.Faults;

/// <summary>The unit somebody takes by mistake for each unit of the city: a wrong setting in the device, a wrong line in a table.</summary>
static class UnitSlip
{
    /// <summary>No table of units knows it.</summary>
    public const string Foreign = "furlong";

    const double AnyFactor = 10;

    /// <summary>The number the device shows instead.</summary>
    public static double Of(string unit, double value) => unit switch
    {
        "Cel" => value * 1.8 + 32, // in °F
        "ug/m3" => value / 1000, // in mg/m3
        "mg/m3" or "mg/l" or "kW" or "MW" or "V" or "A" or "m" => value * 1000,
        "W" => value / 1000, // in kW
        "bar" => value * 100, // in kPa
        "hPa" => value * 100, // in Pa
        "m3/h" => value / 3.6, // in l/s
        "m3/s" => value * 3600, // in m3/h
        "km/h" => value / 3.6, // in m/s
        "cm" or "%" => value / 100,
        "veh/h" => value / 60,
        _ => value * AnyFactor,
    };
}
