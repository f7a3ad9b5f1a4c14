using System.Collections.Frozen;

namespace CityOps.Core.Readings;

/// <summary>
/// Every unit CityOps knows, by spelling, after UCUM, SenML (RFC 8428) and UN/CEFACT Recommendation 20. Spellings are looked up
/// after the micro signs became <c>u</c> and superscript digits plain ones, so <c>µg/m³</c> and <c>ug/m3</c> are one entry.
/// </summary>
static class UnitTable
{
    public const int MaxSpellingLength = 16;

    static readonly FrozenDictionary<string, Unit> Units = Build().ToFrozenDictionary(StringComparer.Ordinal);
    static readonly FrozenDictionary<string, Unit>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Units.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Unit? Find(ReadOnlySpan<char> spelling)
    {
        if (spelling.Length is 0 or > MaxSpellingLength)
        {
            return null;
        }

        Span<char> plain = stackalloc char[spelling.Length];
        for (var i = 0; i < spelling.Length; i++)
        {
            plain[i] = spelling[i] switch
            {
                '\u00B5' or '\u03BC' => 'u',
                '\u00B2' => '2',
                '\u00B3' => '3',
                var c => c,
            };
        }

        return BySpan.TryGetValue(plain, out var unit) ? unit : null;
    }

    static Dictionary<string, Unit> Build()
    {
        var table = new Dictionary<string, Unit>(StringComparer.Ordinal);
        AddMatter(table);
        AddMovement(table);
        AddElectricity(table);
        return table;
    }

    static void AddMatter(Dictionary<string, Unit> table)
    {
        Add(table, new("ug/m3", Dimension.AirConcentration));
        Add(table, new("mg/m3", Dimension.AirConcentration, 1000));
        Add(table, new("ppb", Dimension.MixingRatio));
        Add(table, new("ppm", Dimension.MixingRatio, 1000));
        Add(table, new("mg/l", Dimension.WaterConcentration), "mg/L");
        Add(table, new("ug/l", Dimension.WaterConcentration, 1, 1000), "ug/L");
        Add(table, new("Cel", Dimension.Temperature), "°C", "degC");
        Add(table, new("K", Dimension.Temperature, Shift: -273.15));
        Add(table, new("degF", Dimension.Temperature, 5, 9, -32), "°F");
        Add(table, new("%", Dimension.Ratio), "%RH");
        Add(table, new("/", Dimension.Ratio, 100));
        Add(table, new("1", Dimension.Count), "count", "pH");
        Add(table, new("Pa", Dimension.Pressure));
        Add(table, new("hPa", Dimension.Pressure, 100), "mbar");
        Add(table, new("kPa", Dimension.Pressure, 1000));
        Add(table, new("bar", Dimension.Pressure, 100_000));
        Add(table, new("NTU", Dimension.Turbidity), "FNU");
        Add(table, new("uS/cm", Dimension.Conductivity));
        Add(table, new("mS/cm", Dimension.Conductivity, 1000));
    }

    static void AddMovement(Dictionary<string, Unit> table)
    {
        Add(table, new("m3/h", Dimension.Flow));
        Add(table, new("m3/s", Dimension.Flow, 3600));
        Add(table, new("l/s", Dimension.Flow, 3600, 1000), "L/s");
        Add(table, new("m3", Dimension.Volume, 1000));
        Add(table, new("l", Dimension.Volume), "L");
        Add(table, new("mm", Dimension.Length));
        Add(table, new("cm", Dimension.Length, 10));
        Add(table, new("m", Dimension.Length, 1000));
        Add(table, new("km/h", Dimension.Speed), "kph");
        Add(table, new("m/s", Dimension.Speed, 3600, 1000));
        Add(table, new("s", Dimension.Time));
        Add(table, new("min", Dimension.Time, 60));
        Add(table, new("h", Dimension.Time, 3600));
        Add(table, new("veh/h", Dimension.VehicleFlow));
        Add(table, new("veh/min", Dimension.VehicleFlow, 60));
    }

    static void AddElectricity(Dictionary<string, Unit> table)
    {
        Add(table, new("V", Dimension.Voltage));
        Add(table, new("mV", Dimension.Voltage, 1, 1000));
        Add(table, new("kV", Dimension.Voltage, 1000));
        Add(table, new("A", Dimension.Current));
        Add(table, new("mA", Dimension.Current, 1, 1000));
        Add(table, new("W", Dimension.Power));
        Add(table, new("kW", Dimension.Power, 1000));
        Add(table, new("MW", Dimension.Power, 1_000_000));
        Add(table, new("kvar", Dimension.ReactivePower));
        Add(table, new("kVA", Dimension.ApparentPower));
        Add(table, new("Wh", Dimension.Energy));
        Add(table, new("kWh", Dimension.Energy, 1000));
        Add(table, new("MWh", Dimension.Energy, 1_000_000));
        Add(table, new("Hz", Dimension.Frequency));
        Add(table, new("dB", Dimension.SoundLevel));
    }

    static void Add(Dictionary<string, Unit> table, Unit unit, params ReadOnlySpan<string> otherSpellings)
    {
        table.Add(unit.Code, unit);
        foreach (var spelling in otherSpellings)
        {
            table.Add(spelling, unit);
        }
    }
}
