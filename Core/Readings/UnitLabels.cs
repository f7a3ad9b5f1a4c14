namespace CityOps.Core.Readings;

/// <summary>Units as people write them; inside and on the wire they have plain codes.</summary>
public static class UnitLabels
{
    /// <summary><c>ug/m3</c> as µg/m³ and so on; empty for the dimensionless <c>1</c>; an unlisted code as it is.</summary>
    public static string Display(string unit) => unit switch
    {
        "ug/m3" => "µg/m³",
        "mg/m3" => "mg/m³",
        "m3/h" => "m³/h",
        "m3/s" => "m³/s",
        "m3" => "m³",
        "Cel" => "°C",
        "uS/cm" => "µS/cm",
        "1" => "",
        _ => unit,
    };
}
