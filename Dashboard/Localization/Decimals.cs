namespace CityOps.Dashboard.Localization;

/// <summary>How many decimals the values of a canonical unit deserve.</summary>
static class Decimals
{
    /// <summary>What instruments in the field resolve; more digits would only flicker.</summary>
    public static int Of(string quantity, string unit) => (quantity, unit) switch
    {
        ("ph", _) => 2,
        (_, "1" or "veh/h" or "s" or "cm" or "uS/cm" or "W" or "hPa" or "kWh") => 0,
        (_, "bar" or "m" or "NTU" or "mg/l" or "mg/m3" or "m3/s" or "Hz" or "MW") => 2,
        _ => 1,
    };
}
