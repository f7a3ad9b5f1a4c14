namespace CityOps.Tests.Simulators.Import;

/// <summary>Small exports, written for the tests.</summary>
static class Exported
{
    /// <summary>Two devices; one reading failed, and five rows cannot be read.</summary>
    public const string Rows = """"
        time,time Europe/Ljubljana,series,value,unit,quality,domain
        2026-03-01T00:00:00.000Z,2026-03-01T01:00:00.000+01:00,aq-1:pm10,10.5,ug/m3,good,air
        2026-03-01T00:01:00.000Z,2026-03-01T01:01:00.000+01:00,aq-1:pm10,-5000,ug/m3,fail,air
        yesterday,,aq-1:pm10,11,ug/m3,good,air
        2026-03-01T00:02:00,,aq-1:pm10,11,ug/m3,good,air
        2026-03-01T00:02:00.000Z,,aq-1:pm10,eleven,ug/m3,good,air
        2026-03-01T00:02:00.000Z,,aq 1:pm10,11,ug/m3,good,air
        2026-03-01T00:02:00.000Z,,aq-1:pm10,11,ug/m3,good,sewage
        2026-03-01T00:03:00.000Z,2026-03-01T01:03:00.000+01:00,aq-1:pm10,1e-7,ug/m3,suspect,air
        2026-03-01T00:00:00.000Z,2026-03-01T01:00:00.000+01:00,'-tr:noise,60,"'=dB,""A""",notEvaluated,traffic

        """";

    /// <summary>One series with a reading each minute from the start of 2026, as a page of <c>/readings</c> has it.</summary>
    public static string Page(int readings) => "time,series,value,unit,quality\r\n" + string.Concat(Enumerable.Range(0, readings).Select(i =>
        FormattableString.Invariant($"{DateTimeOffset.UnixEpoch.AddYears(56).AddMinutes(i):yyyy-MM-dd'T'HH:mm:ss.fff'Z'},aq-1:pm10,{i},ug/m3,good\r\n")));
}
