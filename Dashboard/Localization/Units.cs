namespace CityOps.Dashboard.Localization;

/// <summary>How a canonical unit is written for people, and how many decimals its values deserve.</summary>
static class Units
{
    public static string Text(string unit) => unit switch
    {
        "1" => "",
        "ug/m3" => "µg/m³",
        "mg/m3" => "mg/m³",
        "m3/h" => "m³/h",
        "m3/s" => "m³/s",
        "uS/cm" => "µS/cm",
        "Cel" => "°C",
        _ => unit,
    };

    /// <summary>What instruments in the field resolve; more digits would only flicker.</summary>
    public static int Decimals(string quantity, string unit) => (quantity, unit) switch
    {
        ("ph", _) => 2,
        (_, "1" or "veh/h" or "s" or "cm" or "uS/cm" or "W" or "hPa" or "kWh") => 0,
        (_, "bar" or "m" or "NTU" or "mg/l" or "mg/m3" or "m3/s" or "Hz" or "MW") => 2,
        _ => 1,
    };
}
