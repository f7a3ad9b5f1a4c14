using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CityOps.Storage.City;

/// <summary>What <c>dotnet ef migrations add</c> makes its context from.</summary>
sealed class CityDatabaseDesign : IDesignTimeDbContextFactory<CityDatabase>
{
    public CityDatabase CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<CityDatabase>();
        options.UseCitySqlite("design.db");
        return new CityDatabase(options.Options);
    }
}
