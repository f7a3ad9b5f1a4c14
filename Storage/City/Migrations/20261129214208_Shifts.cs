using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CityOps.Storage.City.Migrations
{
    /// <inheritdoc />
    public partial class Shifts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "handover",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenOverBy = table.Column<string>(type: "TEXT", nullable: false),
                    HandedOverBy = table.Column<string>(type: "TEXT", nullable: true),
                    Remarks = table.Column<string>(type: "TEXT", nullable: true),
                    Open = table.Column<int>(type: "INTEGER", nullable: false),
                    NotAcknowledged = table.Column<int>(type: "INTEGER", nullable: false),
                    Summary = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handover", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "log_entry",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Station = table.Column<string>(type: "TEXT", nullable: true),
                    AlertId = table.Column<string>(type: "TEXT", nullable: true),
                    Corrects = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_log_entry", x => x.Number);
                });

            migrationBuilder.InsertData(
                table: "counter",
                columns: new[] { "Name", "Value" },
                values: new object[,]
                {
                    { "handovers", 0L },
                    { "log", 0L }
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_Action_At",
                table: "audit",
                columns: new[] { "Action", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_transition_At",
                table: "alert_transition",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_handover_At",
                table: "handover",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_log_entry_At",
                table: "log_entry",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_log_entry_Corrects",
                table: "log_entry",
                column: "Corrects",
                unique: true);

            migrationBuilder.MakeAppendOnly("log_entry");
            migrationBuilder.MakeAppendOnly("handover");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "handover");

            migrationBuilder.DropTable(
                name: "log_entry");

            migrationBuilder.DropIndex(
                name: "IX_audit_Action_At",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "IX_alert_transition_At",
                table: "alert_transition");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "Name",
                keyValue: "handovers");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "Name",
                keyValue: "log");
        }
    }
}
