using CityOps.Ingestion.Configuration;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard.Access;

/// <summary><c>--verify-audit</c>: looks at every link of the audit trail, also while the city runs. Changes nothing.</summary>
static class AuditVerb
{
    /// <summary>0: all entries hold. 1: one does not, or there is no trail. One line on the console says which, and the newest hash to keep elsewhere.</summary>
    public static async Task<int> RunAsync(CitySettings settings, TimeProvider clock)
    {
        if (!File.Exists(settings.CityFile))
        {
            Console.WriteLine($"there is no city database at {settings.CityFile}; look at Data:Path and City:Database");
            return 1;
        }

        await using var services = new ServiceCollection().AddSingleton(clock).AddCityDatabase(settings.CityFile).BuildServiceProvider();
        try
        {
            var verdict = await services.GetRequiredService<AuditTrail>().VerifyAsync();
            Console.WriteLine($"{verdict.Count} entries hold, newest {Convert.ToHexStringLower(verdict.Hash)}{(verdict.Fault is null ? "" : $"; {verdict.Fault}")}");
            return verdict.Fault is null ? 0 : 1;
        }
        catch (System.Data.Common.DbException e)
        {
            Console.WriteLine($"the audit trail cannot be read: {e.Message}");
            return 1;
        }
    }
}
