using System.Collections.Frozen;
using CityOps.Core.Alerts;

namespace CityOps.Core.Readings;

/// <summary>What people call a quantity, in both languages, as it stands at the head of a column or chart.</summary>
public static class QuantityLabels
{
    static readonly FrozenDictionary<string, LocalText> Labels = new Dictionary<string, LocalText>
    {
        ["pm10"] = new("PM10", "Delci PM10"),
        ["pm25"] = new("PM2.5", "Delci PM2,5"),
        ["no2"] = new("NO₂", "NO₂"),
        ["no"] = new("NO", "NO"),
        ["nox"] = new("NOₓ", "NOₓ"),
        ["o3"] = new("Ozone", "Ozon"),
        ["so2"] = new("SO₂", "SO₂"),
        ["benzene"] = new("Benzene", "Benzen"),
        ["co"] = new("CO", "CO"),
        ["temperature"] = new("Temperature", "Temperatura"),
        ["humidity"] = new("Humidity", "Vlažnost"),
        ["pressure"] = new("Pressure", "Tlak"),
        ["flow"] = new("Flow", "Pretok"),
        ["vehicleCount"] = new("Vehicle count", "Število vozil"),
        ["speed"] = new("Speed", "Hitrost"),
        ["occupancy"] = new("Occupancy", "Zasedenost"),
        ["travelTime"] = new("Travel time", "Potovalni čas"),
        ["level"] = new("Level", "Gladina"),
        ["fill"] = new("Fill level", "Napolnjenost"),
        ["turbidity"] = new("Turbidity", "Motnost"),
        ["chlorine"] = new("Free chlorine", "Prosti klor"),
        ["ph"] = new("pH", "pH"),
        ["conductivity"] = new("Conductivity", "Prevodnost"),
        ["voltage"] = new("Voltage", "Napetost"),
        ["current"] = new("Current", "Tok"),
        ["power"] = new("Power", "Moč"),
        ["energy"] = new("Energy", "Energija"),
        ["frequency"] = new("Frequency", "Frekvenca"),
        ["load"] = new("Load", "Obremenitev"),
        ["battery"] = new("Battery", "Baterija"),
        ["oilTemperature"] = new("Oil temperature", "Temperatura olja"),
        ["supplyTemperature"] = new("Supply temperature", "Temperatura dovoda"),
        ["returnTemperature"] = new("Return temperature", "Temperatura povratka"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The label of a quantity of ours; any other is called by its own name.</summary>
    public static LocalText For(string quantity) => Labels.TryGetValue(quantity, out var label) ? label : new LocalText(quantity, quantity);
}
